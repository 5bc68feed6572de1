"""One kiosk in QEMU: its card, its screen, its fingers, its sticks, its plug."""
import io
import json
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import time

from PIL import Image, ImageChops, ImageStat

WIDTH, HEIGHT = 1024, 600
TOUCH_RANGE = 0x7fff
MIB = 1024 * 1024


class Failure(Exception):
    """What was asserted is not so; the text says what was seen instead."""


def run(command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise Failure(f'{" ".join(map(str, command))}: {done.stdout}{done.stderr}'.strip())
    return done.stdout


def partition(disk, number):
    """Offset and size in bytes, from the partition table."""
    with open(disk, 'rb') as file:
        entry = file.read(512)[446 + 16 * (number - 1):][:16]
    start, sectors = struct.unpack('<II', entry[8:16])
    return start * 512, sectors * 512


class Workshop:
    """QEMU of Debian 13, run through that system's own loader: the host's is too old to have a touch screen."""

    def __init__(self, root, image_work):
        self.root = pathlib.Path(root)
        self.boot = pathlib.Path(image_work) / 'boot'
        self.image = pathlib.Path(image_work) / 'kiosk.img'

    def qemu(self):
        libraries = self.root / 'usr/lib/x86_64-linux-gnu'
        return [self.root / 'lib64/ld-linux-x86-64.so.2', '--library-path', f'{libraries}:{libraries}/pulseaudio',
                self.root / 'usr/bin/qemu-system-aarch64', '-L', self.root / 'usr/share/qemu']

    def environment(self):
        return {**os.environ, 'QEMU_MODULE_DIR': str(self.root / 'usr/lib/x86_64-linux-gnu/qemu')}


class Kiosk:
    """Made switched off; use as a context manager so that no machine outlives its test."""

    def __init__(self, workshop, folder, settings='', gigabytes=2):
        self.workshop = workshop
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.disk = self.folder / 'card.img'
        run(['cp', '--sparse=always', workshop.image, self.disk])
        os.truncate(self.disk, gigabytes * 1024 * MIB)
        self.write_settings(settings)
        self.process = None
        self.qmp = None
        self.kernel_options = ''
        self.devices = []
        self.shots = 0
        self.started = 0.0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut_the_plug()

    def write_settings(self, text):
        """kiosk.toml of the boot partition, as from a volunteer's laptop."""
        file = self.folder / 'kiosk.toml'
        file.write_text(text)
        offset, _ = partition(self.disk, 1)
        run(['mcopy', '-o', '-i', f'{self.disk}@@{offset}', file, '::kiosk.toml'])

    def switch_on(self, init=None):
        path = self.folder / 'qmp'
        path.unlink(missing_ok=True)
        options = (self.workshop.boot / 'cmdline.txt').read_text().strip()
        command = self.workshop.qemu() + [
            '-M', 'virt', '-cpu', 'cortex-a72', '-smp', '2', '-m', '1024', '-accel', 'tcg,thread=multi',
            '-device', f'virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}', '-device', 'qemu-xhci,id=xhci',
            '-device', 'virtio-multitouch-pci', '-device', 'i6300esb', '-action', 'watchdog=reset',
            '-display', 'none', '-nic', 'none', '-serial', f'file:{self.folder}/serial',
            '-qmp', f'unix:{path},server,nowait', '-rtc', 'base=1970-01-01T00:00:00',
            '-kernel', self.workshop.boot / 'vmlinuz', '-initrd', init or self.workshop.boot / 'initrd.img',
            '-append', f'{options} {self.kernel_options}',
            '-drive', f'file={self.disk},format=raw,if=virtio,cache=writeback', *self.devices]
        self.started = time.monotonic()
        with open(self.folder / 'qemu.log', 'ab') as log:
            self.process = subprocess.Popen([str(word) for word in command], env=self.workshop.environment(),
                                            stdout=log, stderr=log)
        self.qmp = Qmp(path, self.process)

    def cut_the_plug(self):
        """At this instant; what the kiosk had not stored is gone."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.qmp.close()
        self.process = None

    def running_s(self):
        return time.monotonic() - self.started

    def touch(self, x, y):
        """A short touch at a place of the picture, in pixels."""
        def finger(kind, down=None):
            number = -1 if kind == 'end' else 1
            events = [{'type': 'mtt', 'data': {
                'type': kind, 'slot': 0, 'tracking-id': number, 'axis': 'x', 'value': 0}}]
            if kind != 'end':
                for axis, value, size in (('x', x, WIDTH), ('y', y, HEIGHT)):
                    events.append({'type': 'mtt', 'data': {
                        'type': 'data', 'slot': 0, 'tracking-id': 1, 'axis': axis,
                        'value': round(value * TOUCH_RANGE / (size - 1))}})
            if down is not None:
                events.append({'type': 'btn', 'data': {'down': down, 'button': 'touch'}})
            self.qmp.ask('input-send-event', events=events)
        finger('begin', True)
        time.sleep(0.15)
        finger('update')
        time.sleep(0.15)
        finger('end', False)

    def keys(self, *names):
        """A chord on the USB keyboard."""
        self.qmp.ask('send-key', keys=[{'type': 'qcode', 'data': name} for name in names])

    def picture(self):
        path = self.folder / 'screen.ppm'
        self.qmp.ask('screendump', filename=str(path))
        return Image.open(io.BytesIO(path.read_bytes())).convert('RGB')

    def keep(self, name):
        """The picture as it is now, for people to look at."""
        self.shots += 1
        self.picture().save(self.folder / f'{self.shots:02}-{name}.png')

    def plug_in(self, name, image):
        self.qmp.ask('blockdev-add', driver='raw', **{'node-name': name}, file={'driver': 'file', 'filename': str(image)})
        self.qmp.ask('device_add', driver='usb-storage', id=f'{name}-device', bus='xhci.0', drive=name, removable=True)

    def pull_out(self, name):
        self.qmp.ask('device_del', id=f'{name}-device')
        for _ in range(100):
            try:
                self.qmp.ask('blockdev-del', **{'node-name': name})
                return
            except Failure:
                time.sleep(0.1)

    def journal(self, boot=None):
        """The entries that lie on the card, oldest first. Only while it is switched off."""
        assert self.process is None
        data, folder = self.folder / 'data.ext4', self.folder / 'data'
        offset, size = partition(self.disk, 3)
        run(['dd', f'if={self.disk}', f'of={data}', 'bs=1M', 'conv=sparse', 'status=none',
             f'skip={offset}', f'count={size}', 'iflag=skip_bytes,count_bytes'])
        subprocess.run(['e2fsck', '-fy', str(data)], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        run(['debugfs', '-R', f'rdump /log/journal {folder}', data])
        entries = []
        for line in run(['journalctl', '-D', folder / 'journal', '--merge', '-o', 'json', '--no-pager']).splitlines():
            entries.append(json.loads(line))
        return entries if boot is None else [entry for entry in entries if entry['_BOOT_ID'] == boot]

    def events(self, kind=None):
        found = [entry for entry in self.journal() if 'KIOSK_EVENT' in entry]
        return [entry for entry in found if kind in (None, entry['KIOSK_EVENT'])]


class Qmp:
    """QEMU's control socket."""

    def __init__(self, path, process):
        self.socket = socket.socket(socket.AF_UNIX)
        for _ in range(300):
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                if process.poll() is not None:
                    raise Failure('QEMU ended at once: see qemu.log') from None
                time.sleep(0.1)
        self.lines = self.socket.makefile('rw')
        self.lines.readline()
        self.ask('qmp_capabilities')

    def ask(self, command, **arguments):
        self.lines.write(json.dumps({'execute': command, 'arguments': arguments}) + '\n')
        self.lines.flush()
        while True:
            answer = json.loads(self.lines.readline())
            if 'return' in answer:
                return answer['return']
            if 'error' in answer:
                raise Failure(f'QEMU refuses {command}: {answer["error"]["desc"]}')

    def close(self):
        self.lines.close()
        self.socket.close()


def difference(one, other, box=None):
    """How far two pictures are apart, 0 to 255 a channel on average; of the part `box` only, where given."""
    if box:
        one, other = one.crop(box), other.crop(box)
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def wait_for(what, seconds, look, every=0.5):
    """What `look` gives as soon as that is true."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f'{what}: not within {seconds} s')
        time.sleep(every)
