"""One kiosk in QEMU: its screen, its fingers, its keys, its sticks, its plug."""
import io
import os
import pathlib
import signal
import subprocess
import time

from card import Card
from failure import Failure
from PIL import Image
from probe import Probe, initrd_with_probe, with_archive
from qmp import Qmp

WIDTH, HEIGHT = 1024, 600
TOUCH_RANGE = 0x7fff


class Workshop:
    """QEMU of Debian 13, run through that system's own loader: the host's is too old to have a touch screen."""

    def __init__(self, root, image_work):
        self.root = pathlib.Path(root)
        self.boot = pathlib.Path(image_work) / 'boot'
        self.image = pathlib.Path(image_work) / 'kiosk.img'

    def qemu(self):
        libraries = self.root / 'usr/lib/x86_64-linux-gnu'
        # setpriv: when the proof is ended from outside, no machine stays behind.
        return ['setpriv', '--pdeathsig', 'KILL', self.root / 'lib64/ld-linux-x86-64.so.2',
                '--library-path', f'{libraries}:{libraries}/pulseaudio',
                self.root / 'usr/bin/qemu-system-aarch64', '-L', self.root / 'usr/share/qemu']

    def environment(self):
        return {**os.environ, 'QEMU_MODULE_DIR': str(self.root / 'usr/lib/x86_64-linux-gnu/qemu')}

    def machine(self):
        """What stays the same whatever is tried: a saved state fits only to the same devices."""
        return [*self.qemu(), '-M', 'virt', '-cpu', 'cortex-a72', '-smp', '2', '-m', '1024',
                '-accel', 'tcg,thread=multi', '-device', f'virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}',
                '-device', 'qemu-xhci,id=xhci', '-device', 'virtio-multitouch-pci', '-device', 'i6300esb',
                '-action', 'watchdog=reset', '-display', 'none', '-kernel', self.boot / 'vmlinuz']

    def options(self):
        return (self.boot / 'cmdline.txt').read_text().strip()

    def bare_start_s(self, folder):
        """Seconds until the same kernel on the same machine has reached an init that is nothing but `true`."""
        initrd = folder / 'bare-initrd'
        initrd.write_bytes(with_archive(self.boot / 'initrd.img', {'bare': (0o120777, b'/bin/busybox'),
                                                                   'true': (0o120777, b'/bin/busybox')}))
        began = time.monotonic()
        # An init that ends is a panic; that is a restart at once here, and the end of QEMU.
        done = subprocess.run([str(word) for word in (
            *self.machine(), '-nic', 'none', '-no-reboot', '-initrd', initrd, '-append',
            f'{self.options()} panic=-1 rdinit=/true')], env=self.environment(), capture_output=True, timeout=120,
            check=False)
        if done.returncode != 0:
            raise Failure(f'the bare kernel does not start: {done.stderr.decode()}')
        return time.monotonic() - began


class Kiosk:
    """Made switched off; use as a context manager so that no machine outlives its test."""

    def __init__(self, workshop, card: Card):
        self.workshop = workshop
        self.card = card
        self.folder = card.folder
        self.process = None
        self.qmp = None
        self.probe = None
        self.shots = 0
        self.touches = 0
        self.started = 0.0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut_the_plug()

    def switch_on(self, state=None, probe=False, network=False, date='1970-01-01T00:00:00', options=''):
        """From nothing, or from a saved `state` whose card this kiosk's lies on. With `probe`, shell() works. A network
        is one on which nothing answers, but for this machine at 10.0.2.2. `options` are more of the kernel's."""
        qmp, serial = self.folder / 'qmp', self.folder / 'serial'
        qmp.unlink(missing_ok=True)
        serial.unlink(missing_ok=True)
        initrd, more = self.workshop.boot / 'initrd.img', ''
        if probe:
            initrd = self.folder / 'initrd-with-probe'
            initrd.write_bytes(initrd_with_probe(self.workshop.boot / 'initrd.img'))
            more = ' rdinit=/probe/init'
        command = [
            *self.workshop.machine(),
            *(('-netdev', 'user,id=net', '-device', 'virtio-net-pci,netdev=net,romfile=') if network else ('-nic', 'none')),
            '-chardev', f'socket,id=serial,path={serial},server=on,wait=off', '-serial', 'chardev:serial',
            '-qmp', f'unix:{qmp},server,nowait', '-rtc', f'base={date}', '-initrd', initrd,
            '-append', f'{self.workshop.options()}{more} {options}',
            '-drive', f'file={self.card.disk},format=qcow2,if=virtio']
        if state:
            command += ['-incoming', 'defer']
        self.started = time.monotonic()
        with open(self.folder / 'qemu.log', 'ab') as log:
            self.process = subprocess.Popen([str(word) for word in command], env=self.workshop.environment(),
                                            stdout=log, stderr=log)
        try:
            self.qmp = Qmp(qmp, self.process)
        except OSError as problem:
            raise Failure(f'QEMU does not start ({problem}): {(self.folder / "qemu.log").read_text()}') from None
        self.probe = Probe(serial) if probe else None
        if state:
            self.qmp.go_on_from(state)

    def save_state(self, path):
        """For later machines: memory into `path`; the card stays as it is at this moment."""
        self.qmp.save_state(path)
        self.qmp.ask('quit')
        self.process.wait()
        self.cut_the_plug()

    def cut_the_plug(self):
        """At this instant; what the kiosk had not stored is gone."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            if self.qmp:
                self.qmp.close()
            if self.probe:
                self.probe.close()
        self.process = self.qmp = self.probe = None

    def restarts(self):
        """How often the machine was reset since it was switched on."""
        self.qmp.ask('query-status')  # events come in with an answer
        return self.qmp.events.count('RESET')

    def running_s(self):
        return time.monotonic() - self.started

    def shell(self, command, seconds=60):
        return self.probe.ask(command, seconds)

    def touch(self, x, y):
        """A short touch at a place of the picture, in pixels. As with a real finger never quite where the last one was:
        Linux tells no position that stays as it was, so a program that opens the touch screen later never learns it."""
        self.touches += 1
        x, y = x + self.touches % 3 - 1, y + self.touches % 3 - 1
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
        """A chord on the keyboard."""
        self.qmp.ask('send-key', keys=[{'type': 'qcode', 'data': name} for name in names])

    def picture(self):
        path = self.folder / 'screen.ppm'
        self.qmp.ask('screendump', filename=str(path))
        return Image.open(io.BytesIO(path.read_bytes())).convert('RGB')

    def keep(self, name):
        """The picture as it is now, for people to look at."""
        self.shots += 1
        self.picture().save(self.folder / f'{self.shots:02}-{name}.png')

    def plug_in(self, name, image, serial=None):
        self.qmp.ask('blockdev-add', driver='raw', **{'node-name': name}, file={'driver': 'file', 'filename': str(image)})
        self.qmp.ask('device_add', driver='usb-storage', id=f'{name}-device', bus='xhci.0', drive=name, removable=True,
                     **({'serial': serial} if serial else {}))

    def plug_in_device(self, name, device):
        """A UsbDevice."""
        self.qmp.ask('chardev-add', id=name, backend={'type': 'socket', 'data': {
            'addr': {'type': 'unix', 'data': {'path': str(device.path)}}, 'server': False}})
        self.qmp.ask('device_add', driver='usb-redir', id=f'{name}-device', chardev=name, bus='xhci.0')

    def pull_out_device(self, name):
        self.qmp.ask('device_del', id=f'{name}-device')

    def pull_out(self, name):
        self.qmp.ask('device_del', id=f'{name}-device')
        for _ in range(100):
            try:
                self.qmp.ask('blockdev-del', **{'node-name': name})
                return
            except Failure:
                time.sleep(0.1)
        raise Failure(f'QEMU does not let go of the stick {name}')


