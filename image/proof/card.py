"""One memory card: written like a volunteer does, given to a machine, read when that is switched off."""
import json
import os
import shutil
import struct
import subprocess
import sys

from failure import MIB, run

SIZE = 2048 * MIB


def partition(image, number):
    """Offset and size in bytes, from the partition table."""
    with open(image, 'rb') as file:
        entry = file.read(512)[446 + 16 * (number - 1):][:16]
    start, sectors = struct.unpack('<II', entry[8:16])
    return start * 512, sectors * 512


def copy_part(source, target, offset, size):
    """`size` bytes from `offset` on as a file of their own; holes stay holes, so that gigabytes of nothing cost nothing."""
    with open(source, 'rb') as part, open(target, 'wb') as copy:
        os.truncate(copy.fileno(), size)
        end = offset + size
        place = next_data(part, offset)
        while place < end:
            stop = min(os.lseek(part.fileno(), place, os.SEEK_HOLE), end)
            part.seek(place)
            copy.seek(place - offset)
            copy.write(part.read(stop - place))
            place = next_data(part, stop)


def next_data(file, place):
    """From `place` on; past the end where there is none."""
    try:
        return os.lseek(file.fileno(), place, os.SEEK_DATA)
    except OSError:
        return sys.maxsize


class Card:
    """`written` is what was written to it. `disk` is what the machine makes of it: what that did not store (flush) is lost
    when QEMU is killed, as with a real card."""

    def __init__(self, folder, base=None):
        """`base`: another card that this one continues, which must not change any more."""
        self.folder = folder
        self.written = folder / 'written.img'
        self.disk = folder / 'card.qcow2'
        if base:
            self._continue(base.disk, 'qcow2')

    def _continue(self, file, form):
        self.disk.unlink(missing_ok=True)
        run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', form, '-b', file, self.disk, str(SIZE)])

    def write(self, image, settings='', more=()):
        """The image, then kiosk.toml and more files (name on the boot partition, source) as from a laptop."""
        run(['cp', '--sparse=always', image, self.written])
        os.truncate(self.written, SIZE)
        if settings is not None:
            self.put('kiosk.toml', settings)
        for name, source in more:
            folder = name.rpartition('/')[0]
            if folder:
                self._make_folder(folder)
            self._copy(source, name)
        self._continue(self.written, 'raw')

    def put(self, name, text):
        file = self.folder / name
        file.write_text(text)
        self._copy(file, name)

    def _copy(self, source, name):
        offset, _ = partition(self.written, 1)
        run(['mcopy', '-o', '-i', f'{self.written}@@{offset}', source, f'::{name}'])

    def _make_folder(self, name):
        """One level; one that is there already is left."""
        offset, _ = partition(self.written, 1)
        subprocess.run(['mmd', '-D', 's', '-i', f'{self.written}@@{offset}', f'::{name}'], capture_output=True, check=False)

    def alter(self, number, places, change):
        """Changes bytes of a partition before its first use: `places` are offsets in it."""
        offset, _ = partition(self.written, number)
        with open(self.written, 'r+b') as disk:
            for place in places:
                disk.seek(offset + place)
                byte = disk.read(1)[0]
                disk.seek(offset + place)
                disk.write(bytes([change(byte)]))

    def partition_size(self, number):
        return partition(self.written, number)[1]

    def wipe(self, number):
        """A partition full of noise before its first use."""
        offset, size = partition(self.written, number)
        with open(self.written, 'r+b') as disk:
            disk.seek(offset)
            disk.write(os.urandom(size))

    def data(self):
        """The data partition as a folder of its files, the file system mended as at the next start."""
        raw, data, folder = self.folder / 'read.img', self.folder / 'data.ext4', self.folder / 'data'
        run(['qemu-img', 'convert', '-O', 'raw', self.disk, raw])
        offset, size = partition(raw, 3)
        copy_part(raw, data, offset, size)
        raw.unlink()
        subprocess.run(['e2fsck', '-fy', str(data)], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        run(['debugfs', '-R', f'rdump / {folder}', data])
        data.unlink()
        return folder

    def journal(self):
        """The entries that lie on the card, of the machine and of the kiosk's own namespace, oldest first."""
        files = sorted((self.data() / 'log/journal').glob('*/*.journal*'))
        if not files:
            return []
        lines = run(['journalctl', *(f'--file={file}' for file in files), '-o', 'json', '--no-pager'])
        return [json.loads(line) for line in lines.splitlines()]

    def events(self, kind=None):
        return [entry for entry in self.journal() if 'KIOSK_EVENT' in entry and kind in (None, entry['KIOSK_EVENT'])]
