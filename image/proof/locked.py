"""Scenarios: nothing opens to a stranger."""
import re
import time

from failure import Failure, difference, expect, wait_for
from proof import CARDS, HOME_BUTTON
from usb_device import (ENTER, ETHERNET, KEYBOARD, LAN9514, LYING_KEYBOARD, MOUSE, NCM, RNDIS, STORAGE, TAB,
                        UsbDevice)

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


def of_usb_device(kiosk, vendor, attribute):
    """What stands in a file of the device's folder; empty where no such device is there."""
    return kiosk.shell(f'cd /sys/bus/usb/devices; for d in *; do [ "$(cat $d/idVendor 2>/dev/null)" = {vendor} ] '
                       f'&& cat $d/{attribute}; done; true')


def strange_devices(proof):
    """A keyboard that is not the keypad, and one device that is storage and keyboard at once: refused. Storage is let in."""
    with proof.started('strange_devices', probe=True) as kiosk:
        def fate(name, vendor, interfaces):
            with UsbDevice(kiosk.folder / f'{name}-socket', vendor, interfaces) as device:
                kiosk.plug_in_device(name, device)
                wait_for(f'the device {name} on its bus', 30, lambda: of_usb_device(kiosk, vendor, 'authorized'))
                time.sleep(4)
                told = of_usb_device(kiosk, vendor, 'authorized')
                kiosk.pull_out_device(name)
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


def lying_keyboard(proof):
    """A keyboard that calls its interface a touch screen's is let in by USBGuard, and not a key of it arrives. The same device
    under the keypad's number types. A mouse and the touch screen stay."""
    with proof.started('lying_keyboard', probe=True) as kiosk:
        def inhibited(vendor):
            """Of its input device on USB: QEMU's touch screen, which is not, has the same number as its keyboard."""
            return kiosk.shell('cd /sys/class/input; for i in input*; do case "$(cat $i/id/bustype) $(cat $i/id/vendor)" in '
                               f'"0003 {vendor}") cat $i/inhibited ;; esac; done; true')

        def type_on(name, vendor, interface, wanted):
            """How far the picture changes by keys."""
            with UsbDevice(kiosk.folder / f'{name}-socket', vendor, [interface]) as device:
                kiosk.plug_in_device(name, device)
                wait_for(f'the input device of {name}', 40, lambda: inhibited(vendor))
                time.sleep(2)
                expect(f'what USBGuard says of {name}', of_usb_device(kiosk, vendor, 'authorized'), '1')
                expect(f'whether {name} is inhibited', inhibited(vendor), wanted)
                proof.go_home(kiosk)
                time.sleep(2)
                before, most = kiosk.picture(), 0.0
                for key in (TAB, TAB, ENTER) if interface != MOUSE else ():
                    device.press(key)
                    time.sleep(2)
                    most = max(most, difference(kiosk.picture(), before))
                kiosk.keep(name)
                kiosk.pull_out_device(name)
            return most
        if (changed := type_on('lying', '1238', LYING_KEYBOARD, '1')) > 0.05:
            raise Failure(f'a keyboard that calls itself a touch screen changes the picture by {changed:.2f}')
        type_on('mouse', '1239', MOUSE, '0')
        if (changed := type_on('keypad', '0627', LYING_KEYBOARD, '0')) < 0.2:
            raise Failure(f'the keypad does not type (the picture changes by {changed:.2f}): this proves nothing')
        names = kiosk.shell('cd /sys/class/input; for i in input*; do echo "$(cat $i/inhibited) $(cat $i/name)"; done')
        (kiosk.folder / 'inputs.txt').write_text(names + '\n')
        if not any(line.startswith('0 ') and 'ouch' in line for line in names.splitlines()):
            raise Failure(f'the touch screen is inhibited: {names}')


def network_gadget(proof):
    """A stick-sized computer that brings a network, by its class, as Windows' kind, or under the number of the chip of a Pi 3:
    not let in; where it were, nothing would drive it."""
    with proof.started('network_gadget', probe=True) as kiosk:
        before = kiosk.shell('ls /sys/class/net')
        for name, vendor, product, interfaces in (
                ('ethernet', '1240', '0001', ETHERNET), ('ncm', '1241', '0001', NCM), ('rndis', '1242', '0001', RNDIS),
                ('with-storage', '1243', '0001', [*ETHERNET, STORAGE]), ('pi-3', '0424', 'ec00', LAN9514),
                ('pi-3-plus', '0424', '7800', LAN9514)):
            with UsbDevice(kiosk.folder / f'{name}-socket', vendor, interfaces, product) as device:
                kiosk.plug_in_device(name, device)
                wait_for(f'the device {name} on its bus', 30, lambda: of_usb_device(kiosk, vendor, 'authorized'))
                time.sleep(4)
                expect(f'what USBGuard says of {name}', of_usb_device(kiosk, vendor, 'authorized'), '0')
                if vendor != '0424':
                    kiosk.shell(f'cd /sys/bus/usb/devices; for d in *; do [ "$(cat $d/idVendor 2>/dev/null)" = {vendor} ] '
                                '&& echo 1 >$d/authorized; done; true')
                    time.sleep(4)
                expect(f'networks with {name}', kiosk.shell('ls /sys/class/net'), before)
                kiosk.pull_out_device(name)
                wait_for(f'the end of {name}', 20, lambda: not of_usb_device(kiosk, vendor, 'authorized'))
        modules = kiosk.shell('cd /usr/lib/modules/*/kernel; ls -R | grep -E "(cdc|rndis|asix|r815|ipheth|blue|cfg80211|'
                              'usbserial|snd-usb|uhid|uinput).*[.]ko"; true')
        expect('drivers that no kiosk needs', modules, '')
        proof.go_home(kiosk)


def planted_links(proof):
    """Links where root writes: in the folders of those who report, and in the folder of content. Nothing is written through
    them; the next stick is installed, and the one after the next start, too."""
    with proof.started('planted_links', probe=True) as kiosk:
        kiosk.shell('printf "[Service]\\nType=oneshot\\nSupplementaryGroups=kiosk-content\\nEnvironmentFile=/run/try.env\\n'
                    'ExecStart=/usr/bin/touch \\${PLACE}/planted\\n" >/run/systemd/system/try@.service; systemctl daemon-reload')
        for user, folder in (('kiosk-install', '/run/kiosk-sticks/reports/stick'), ('kiosk', '/var/lib/kiosk-content'),
                             ('kiosk-collect', '/run/kiosk-sticks/reports/install'), ('kiosk', '/run/kiosk-sticks/reports'),
                             ('kiosk-install', '/run/kiosk-sticks/reports/install')):
            kiosk.shell(f'echo PLACE={folder} >/run/try.env; mkdir -p /run/systemd/system/try@{user}.service.d; '
                        f'printf "[Service]\\nUser={user}\\n" >/run/systemd/system/try@{user}.service.d/user.conf; '
                        f'systemctl daemon-reload; systemctl start try@{user}.service')
            expect(f'whether {user} may write to {folder}', kiosk.shell(f'ls {folder}/planted >/dev/null 2>&1; echo $?') == '0',
                   folder.endswith(user.removeprefix('kiosk-')))
        kiosk.shell('echo precious >/run/precious; for d in install collect; do cd /run/kiosk-sticks/reports/$d; '
                    'for f in .sda.new sda.json .sda.json.1; do ln -s /run/precious $f; done; done')
        kiosk.plug_in('good', proof.sticks.with_content(5, 'Harbour Counsel'))
        proof.wait_for_card(kiosk, 'installed')
        kiosk.pull_out('good')
        wait_for('no report of the stick', 30, lambda: not kiosk.shell('ls /run/kiosk-sticks/reports/*/sda.json 2>/dev/null; true'))
        expect('what the links point to', kiosk.shell('cat /run/precious; ls -l /run/precious').split()[:2], ['precious', '-rw-r--r--'])
        kiosk.shell('cd /var/lib/kiosk-content; rm -f lock; ln -s /var/lib/kiosk-os/planted lock; '
                    'ln -s /var/lib/kiosk-os/machine-id content/link; chown -h kiosk-install lock content/link; sync')
        kiosk.cut_the_plug()
        kiosk.switch_on(probe=True)
        proof.wait_for_attract(kiosk)
        expect('what a planted lock has made', kiosk.shell('ls /var/lib/kiosk-os'), 'machine-id')
        expect('the machine id', kiosk.shell('stat -c "%U %a" /var/lib/kiosk-os/machine-id'), 'root 644')
        proof.go_home(kiosk)
        kiosk.plug_in('next', proof.sticks.with_content(6, 'Harbour Counsel'))
        proof.wait_for_card(kiosk, 'installed')
        expect('what a planted lock has made', kiosk.shell('ls /var/lib/kiosk-os'), 'machine-id')


def serial_number(proof):
    """The serial number of what a visitor plugs in stands in no journal."""
    number = 'VISITOR4711SERIAL'
    with proof.started('serial_number', probe=True) as kiosk:
        kiosk.plug_in('stick', proof.sticks.image('empty', None), serial=number)
        wait_for('the device', 40, lambda: number in kiosk.shell('cat /sys/bus/usb/devices/*/serial'))
        time.sleep(20)
        kiosk.pull_out('stick')
        time.sleep(15)  # longer than the journal's time between two syncs
        told = kiosk.shell('for n in "" --namespace=kiosk; do journalctl $n --no-pager -o export; done', 120)
        if 'kiosk-prepare' not in told:
            raise Failure('the journal cannot be read')
        expect('the serial number in a journal', number in told, False)
        kiosk.cut_the_plug()
        files = [file for file in (kiosk.card.data() / 'log/journal').rglob('*.journal*') if number.encode() in file.read_bytes()]
        expect('files of the journal with the serial number', files, [])
