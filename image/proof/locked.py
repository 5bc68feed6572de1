"""Scenarios: nothing opens to a stranger."""
import re
import time

from failure import Failure, difference, expect, wait_for
from proof import CARDS, HOME_BUTTON
from usb_device import KEYBOARD, STORAGE, UsbDevice

FUNCTION_KEYS = [f'f{number}' for number in range(1, 13)]
SHELLS = ('sh', 'dash', 'bash', 'agetty', 'getty', 'login', 'sulogin', 'busybox')


def processes(kiosk):
    """{process id: name}, without kernel threads and the test's own."""
    lines = kiosk.shell('for p in /proc/[0-9]*; do [ -e $p/exe ] && ! grep -q probe.service $p/cgroup '
                        '&& echo "${p#/proc/} $(cat $p/comm)"; done 2>/dev/null; true')
    found = dict(line.split(' ', 1) for line in lines.splitlines() if ' ' in line)
    return {int(pid): name for pid, name in found.items()}


def closed(proof):
    """No password, no shell, no listening port, nothing to write to and run; and what each unit may do."""
    with proof.started('closed', probe=True) as kiosk:
        shadow = kiosk.shell('cat /etc/shadow')
        if not shadow or [line for line in shadow.splitlines() if not re.match(r'[^:]+:!\*:', line)]:
            raise Failure(f'an account is not locked: {shadow}')
        sockets = kiosk.shell('cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 /proc/net/raw')
        rows = [row.split() for row in sockets.splitlines() if ':' in row.split()[0]]
        listening = [row[1] for row in rows if row[3] in ('0A', '07') and not row[1].endswith((':0044', ':0222'))]
        expect('listening ports (but for the DHCP client)', listening, [])
        others = [name for name in processes(kiosk).values() if name in SHELLS]
        expect('shells', others, [])
        if 'kiosk' not in processes(kiosk).values():
            raise Failure('the list of processes is not whole')
        cycles = kiosk.shell('journalctl -b --no-pager -o cat | grep "ordering cycle"; true')
        expect('cycles of units', cycles, '')
        expect('failed units', kiosk.shell('systemctl --failed --plain --no-legend'), '')
        mounts = {line.split()[1]: line.split() for line in kiosk.shell('cat /proc/mounts').splitlines()}
        expect('root', (mounts['/'][2], mounts['/'][3].split(',')[0]), ('squashfs', 'ro'))
        for place in ('/var', '/run', '/tmp', '/dev/shm'):
            if place in mounts and not {'nosuid', 'nodev'} <= set(mounts[place][3].split(',')):
                raise Failure(f'{place} is mounted with {mounts[place][3]}')
        if 'noexec' not in mounts['/var'][3]:
            raise Failure('programs on the data partition can be run')
        expect('SysRq', kiosk.shell('cat /proc/sys/kernel/sysrq'), '0')
        expect('hardware watchdog', kiosk.shell('systemctl show --value -p RuntimeWatchdogUSec'), '14s')
        if 'state:' in (told := kiosk.shell('cat /sys/class/watchdog/watchdog0/state')) or told != 'active':
            raise Failure(f'the hardware watchdog is not running: {told}')
        status = kiosk.shell('cat /proc/$(systemctl show --value -p MainPID kiosk.service)/status')
        fields = dict(line.split(':\t', 1) for line in status.splitlines() if ':\t' in line)
        expect('capabilities of the kiosk', fields['CapEff'].strip('0') + fields['CapBnd'].strip('0'), '')
        expect('new privileges, system call filter', (fields['NoNewPrivs'], fields['Seccomp']), ('1', '2'))
        if fields['Uid'].split()[0] == '0':
            raise Failure('the kiosk runs as root')
        (kiosk.folder / 'security.txt').write_text(kiosk.shell('systemd-analyze security --no-pager', 120))
        (kiosk.folder / 'processes.txt').write_text('\n'.join(sorted(processes(kiosk).values())))
        (kiosk.folder / 'blame.txt').write_text(kiosk.shell('systemd-analyze blame --no-pager', 120) + '\n'
                                                + kiosk.shell('systemd-analyze critical-chain --no-pager', 120))
        (kiosk.folder / 'memory.txt').write_text(kiosk.shell('cat /proc/meminfo; systemctl status --no-pager kiosk.service'))


def hostile_keys(proof):
    """The worst case: the keypad that is let in sends all chords that open something elsewhere."""
    with proof.started('hostile_keys', probe=True) as kiosk:
        kiosk.qmp.ask('device_add', driver='usb-kbd', id='keyboard', bus='xhci.0')
        proof.go_home(kiosk)
        before = kiosk.picture()

        def has_answered():
            kiosk.keys('tab')
            time.sleep(1)
            return difference(kiosk.picture(), before) > 0.2
        wait_for('an answer to Tab: the keys do arrive', 40, has_answered)
        kiosk.keep('tab')
        pid = kiosk.shell('systemctl show --value -p MainPID kiosk.service')
        before = processes(kiosk)
        console = kiosk.shell('cat /sys/class/tty/tty0/active')
        boot = kiosk.shell('cat /proc/sys/kernel/random/boot_id')
        chords = [('ctrl', 'alt', key) for key in FUNCTION_KEYS] + [('alt', key) for key in FUNCTION_KEYS]
        chords += [('alt', 'left'), ('alt', 'right'), ('print',), ('ctrl', 'alt', 'backspace'), ('alt', 'f4'),
                   ('ctrl', 'q'), ('ctrl', 'c'), ('ctrl', 'd'), ('ctrl', 'z'), ('ctrl', 'backslash'), ('ctrl', 'esc'),
                   ('meta_l',), ('meta_l', 'l'), ('pause',), ('scroll_lock',), ('ctrl', 'pause'), ('shift', 'insert'),
                   ('alt', 'tab'), ('ctrl', 'alt', 't'), ('ctrl', 'shift', 'esc'), ('power',), ('sleep',), ('wake',)]
        chords += [('alt', 'sysrq', key) for key in 'reisukbcofltmw']
        chords += [('ctrl', 'alt', 'delete')] * 10  # seven in two seconds restart a system elsewhere
        chords += [(key,) for key in ('ret', 'r', 'o', 'o', 't', 'ret', 'ret', 'spc', 'esc')]
        for chord in chords:
            kiosk.keys(*chord)
            time.sleep(0.15)
        time.sleep(10)
        kiosk.keep('after-the-chords')
        expect('boot', kiosk.shell('cat /proc/sys/kernel/random/boot_id'), boot)
        expect('process of the kiosk', kiosk.shell('systemctl show --value -p MainPID kiosk.service'), pid)
        more = {name for pid, name in processes(kiosk).items() if pid not in before} & set(SHELLS)
        expect('new shells', more, set())
        expect('the console in front', kiosk.shell('cat /sys/class/tty/tty0/active'), console)

        def is_home():
            if proof.shows(kiosk, 'home'):
                return True
            kiosk.touch(*HOME_BUTTON)
            time.sleep(2)
            return False
        wait_for('home, wherever the chords have led', 60, is_home)
        kiosk.keep('home')
        kiosk.touch(*CARDS['economist'])
        proof.wait_to_show(kiosk, 'role-economist')


def strange_devices(proof):
    """A keyboard that is not the keypad, and one device that is storage and keyboard at once: refused. Storage is let in."""
    with proof.started('strange_devices', probe=True) as kiosk:
        def authorized(vendor):
            return kiosk.shell(f'cd /sys/bus/usb/devices; for d in *; do [ "$(cat $d/idVendor 2>/dev/null)" = {vendor} ] '
                               '&& cat $d/authorized; done; true')

        def fate(name, vendor, interfaces):
            with UsbDevice(kiosk.folder / f'{name}-socket', vendor, interfaces) as device:
                kiosk.qmp.ask('chardev-add', id=name, backend={'type': 'socket', 'data': {
                    'addr': {'type': 'unix', 'data': {'path': str(device.path)}}, 'server': False}})
                kiosk.qmp.ask('device_add', driver='usb-redir', id=f'{name}-device', chardev=name, bus='xhci.0')
                wait_for(f'the device {name} on its bus', 30, lambda: authorized(vendor))
                time.sleep(4)
                told = authorized(vendor)
                kiosk.qmp.ask('device_del', id=f'{name}-device')
            return told
        expect('what USB itself lets in before USBGuard: what is built in',
               kiosk.shell('cat /sys/module/usbcore/parameters/authorized_default'), '2')
        expect('storage alone', fate('storage', '1234', [STORAGE]), '1')
        expect('a keyboard', fate('keyboard', '1235', [KEYBOARD]), '0')
        expect('storage and keyboard in one', fate('both', '1236', [STORAGE, KEYBOARD]), '0')
        expect('keyboard and storage in one', fate('both-too', '1237', [KEYBOARD, STORAGE]), '0')
        expect('storage and keyboard under the keypad\'s number',
               fate('disguised', '0627', [STORAGE, KEYBOARD]), '0')
        proof.go_home(kiosk)
