"""USB sticks as files: good ones, and those that must change nothing."""
import pathlib
import re
import shutil

from failure import MIB, run


class Sticks:
    def __init__(self, roledb, content, folder, key):
        self.roledb = pathlib.Path(roledb)
        self.content = pathlib.Path(content)
        self.folder = pathlib.Path(folder)
        self.key = pathlib.Path(key)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def content_of(self, version, headline):
        """A folder as roledb makes it on a stick; `headline` becomes the title of the first role."""
        place = self.folder / f'content-{version}'
        if not place.exists():
            source = self.folder / f'source-{version}'
            shutil.copytree(self.content, source)
            settings = source / 'content.toml'
            settings.write_text(re.sub(r'(?m)^version = .*$', f'version = {version}', settings.read_text()))
            role = source / 'en/roles/attorney-advisor.md'
            role.write_text(role.read_text().replace('Attorney Advisor', headline))
            run([self.roledb, 'build', source, '-o', self.folder / f'{version}.db'])
            place.mkdir()
            run([self.roledb, 'stick', self.folder / f'{version}.db', place, '--key', self.key])
        return place

    def image(self, name, files, kind='vfat', mib=48):
        """A stick with one partition-less file system; `files`: a folder whose content is copied."""
        path = self.folder / f'{name}.img'
        path.unlink(missing_ok=True)
        with open(path, 'wb') as file:
            file.truncate(mib * MIB)
        if kind == 'vfat':
            run(['mkfs.vfat', '-n', 'STICK', path])
            if files:
                for entry in sorted(pathlib.Path(files).iterdir()):
                    run(['mcopy', '-s', '-i', path, entry, '::'])
        else:
            run(['mke2fs', '-q', '-t', kind, path])
        return path

    def with_content(self, version, headline='Attorney Advisor'):
        return self.image(f'good-{version}', self.content_of(version, headline))

    def torn(self, version):
        """Half of the database is missing, as after a stick that was pulled from the laptop too soon."""
        place = self.folder / 'torn'
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.content_of(version, 'Attorney Advisor'), place)
        database = place / 'kiosk/roles.db'
        database.chmod(0o644)
        database.write_bytes(database.read_bytes()[:database.stat().st_size // 2])
        return self.image('torn', place)

    def hostile(self, version):
        """One byte of the content is another; the signature is of the right one."""
        place = self.folder / 'hostile'
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.content_of(version, 'Attorney Advisor'), place)
        database = place / 'kiosk/roles.db'
        database.chmod(0o644)
        text = database.read_bytes()
        database.write_bytes(text.replace(b'Economist', b'Ecommunist'[:9], 1))
        return self.image('hostile', place)

    def of_a_stranger(self, version):
        """Whole and well signed, by somebody whom this kiosk does not know."""
        place = self.folder / 'stranger'
        key = self.folder / 'stranger.key'
        if not key.exists():
            run([self.roledb, 'keygen', '--no-passphrase', '-o', key.with_suffix('')])
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        self.content_of(version, 'Attorney Advisor')
        run([self.roledb, 'stick', self.folder / f'{version}.db', place, '--key', key])
        return self.image('stranger', place)

    @staticmethod
    def has_logs(image):
        return 'events' in run(['mdir', '-/', '-b', '-i', image, '::'])

    def asking_for_logs(self):
        place = self.folder / 'request'
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        run([self.roledb, 'request-logs', place, '--key', self.key])
        return self.image('request', place)
