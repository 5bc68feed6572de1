"""A shell inside the machine for the test alone: the image itself has none, and stays as it is on the card.

An initrd may be followed by a second archive. This one brings a first program that runs the image's own, with one line
added before it hands over to systemd, and a unit that serves commands on the serial line.
"""
import re
import select
import socket
import time

from failure import Failure

INIT = r'''#!/bin/busybox sh
/bin/busybox sed 's|^exec switch_root|place=/root/run/systemd/system; /bin/mkdir -p $place/sysinit.target.wants; /bin/cp /probe/probe.service $place/; /bin/ln -s ../probe.service $place/sysinit.target.wants/; &|' /init >/init-with-probe
exec /bin/busybox sh /init-with-probe
'''
UNIT = '''[Unit]
Description=Shell of the test
DefaultDependencies=no
After=kiosk.service
[Service]
ExecStart=/bin/dash -c "stty raw -echo </dev/ttyAMA0; cat </dev/ttyAMA0 | dash -s >/dev/ttyAMA0 2>&1"
Restart=always
'''


def archive(files):
    """A cpio archive in the form "newc" (Linux: Documentation/driver-api/early-userspace/buffer-format.rst) of
    {name: (mode, content)}."""
    out = bytearray()
    entries = [*files.items(), ('TRAILER!!!', (0, b''))]
    for number, (name, (mode, content)) in enumerate(entries, 1):
        encoded = name.encode() + b'\0'
        fields = [number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(encoded), 0]
        out += b'070701' + b''.join(b'%08X' % field for field in fields) + encoded
        out += bytes(-len(out) % 4)
        out += content
        out += bytes(-len(out) % 4)
    return bytes(out)


def with_archive(initrd, files):
    """The bytes of an initrd with more files in it."""
    packed = initrd.read_bytes()
    return packed + bytes(-len(packed) % 4) + archive(files)


def initrd_with_probe(initrd):
    return with_archive(initrd, {
        'probe': (0o040755, b''), 'probe/init': (0o100755, INIT.encode()),
        'probe/probe.service': (0o100644, UNIT.encode())})


class Probe:
    """The other end of the serial line."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        self.count = 0
        self.is_there = False

    def _wait_for_shell(self, seconds):
        """What is sent before it has begun comes back as an echo, or not at all."""
        text = ''
        for _ in range(int(seconds)):
            self.socket.sendall(b'\necho the""shell\n')
            self.socket.settimeout(1)
            try:
                while 'theshell\n' not in text:
                    text += self.socket.recv(65536).decode(errors='replace')
            except TimeoutError:
                continue
            time.sleep(2)
            while select.select([self.socket], [], [], 0)[0]:  # answers to what was asked more than once
                self.socket.recv(65536)
            self.is_there = True
            return
        raise Failure(f'the shell of the test does not begin within {seconds} s: {text}')

    def ask(self, command, seconds=60):
        """What the command prints; its exit status does not matter."""
        if not self.is_there:
            self._wait_for_shell(seconds)
        self.count += 1
        mark = f'--{self.count}--'
        self.socket.sendall(f'{{ {command}\n}} 2>&1; echo; echo {mark[:3]}""{mark[3:]}\n'.encode())
        text = ''
        end = time.monotonic() + seconds
        while f'\n{mark}\n' not in text:
            self.socket.settimeout(max(0.1, end - time.monotonic()))
            try:
                text += self.socket.recv(65536).decode(errors='replace')
            except TimeoutError:
                raise Failure(f'the shell does not answer within {seconds} s: {command}: {text}') from None
        return re.sub(rf'\n{mark}\n.*', '', text, flags=re.S).strip('\n')

    def close(self):
        self.socket.close()
