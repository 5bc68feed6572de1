"""Scenarios: a program that hangs or falls."""
import time

from failure import Failure, expect, is_colourful, wait_for
from proof import CARDS

WATCHDOG_S = 20 # WatchdogSec= of kiosk.service


def main_pid(kiosk):
    return int(kiosk.shell('systemctl show --value -p MainPID kiosk.service'))


def stopped_renderer(proof):
    """The program is stopped (SIGSTOP), so that no frame comes; it is killed and back within watchdog + 10 s. A second try
    counts, too: this machine may have had other things to do."""
    tries = []

    def stop_and_wait(kiosk):
        proof.go_home(kiosk)
        before = main_pid(kiosk)
        kiosk.shell('systemctl kill --signal=STOP kiosk.service')
        stopped = time.monotonic()
        kiosk.touch(*CARDS['economist'])
        time.sleep(4)
        if not proof.shows(kiosk, 'home'):
            raise Failure('a stopped program answers a touch')
        wait_for('another run of the kiosk', WATCHDOG_S + 20, lambda: main_pid(kiosk) not in (0, before))
        wait_for('its attract loop', 60, lambda: is_colourful(kiosk.picture()) and not proof.shows(kiosk, 'home'), 0.2)
        tries.append(time.monotonic() - stopped)
        kiosk.keep('back')
    with proof.started('stopped_renderer', probe=True) as kiosk:
        stop_and_wait(kiosk)
        if tries[0] > WATCHDOG_S + 10:
            stop_and_wait(kiosk)
        time.sleep(12)
        kiosk.cut_the_plug()
    proof.figures['stopped program: seconds until the attract loop is back'] = ', '.join(f'{s:.1f}' for s in tries)
    expect('crashes in the journal', [event['HOW'] for event in kiosk.card.events('crashed')], ['watchdog'] * len(tries))
    if min(tries) > WATCHDOG_S + 10:
        raise Failure(f'it was back after {min(tries):.1f} s, {WATCHDOG_S + 10} are allowed')


def hung_system(proof):
    """The first process hangs, so that nothing feeds the hardware watchdog: the machine starts anew by itself."""
    with proof.started('hung_system', probe=True) as kiosk:
        proof.go_home(kiosk)
        kiosk.shell('echo 1 >/sys/fs/cgroup/init.scope/cgroup.freeze')
        hung = time.monotonic()
        wait_for('a restart by the hardware watchdog', 60, kiosk.restarts)
        proof.figures['hung first process: seconds until the hardware restarts'] = f'{time.monotonic() - hung:.1f}'
        wait_for('a black screen', 20, lambda: not is_colourful(kiosk.picture()), 0.2)
        proof.wait_for_attract(kiosk)
        kiosk.keep('back')


def repeated_crashes(proof):
    """A program that falls is started again at once; one that falls again and again shows the factory's content, until
    good content comes."""
    with proof.started('repeated_crashes', probe=True) as kiosk:
        waits = []
        while kiosk.shell('systemctl is-active kiosk-safe.service') != 'active':
            if len(waits) > 10:
                raise Failure('after ten crashes there is no safe mode')
            pid = main_pid(kiosk)
            if pid == 0:
                time.sleep(0.5)
                continue
            killed_us = float(kiosk.shell(
                'cut -d" " -f1 /proc/uptime; systemctl kill --signal=SEGV kiosk.service').split()[0]) * 1e6
            wait_for('an end', 20, lambda: main_pid(kiosk) != pid, every=0.2)
            time.sleep(3)
            begun_us = int(kiosk.shell('systemctl show --value -p ExecMainStartTimestampMonotonic kiosk.service') or 0)
            if begun_us > killed_us:
                waits.append((begun_us - killed_us) / 1e6)
        proof.figures['crash to new process, s (guest)'] = ', '.join(f'{wait:.2f}' for wait in waits)
        time.sleep(20)
        proof.wait_for_attract(kiosk)
        kiosk.keep('safe-attract')
        proof.go_home(kiosk)
        kiosk.plug_in('good', proof.sticks.with_content(5, 'Harbour Counsel'))
        wait_for('the end of the safe mode', 90,
                 lambda: kiosk.shell('systemctl is-active kiosk.service kiosk-safe.service').split()
                 == ['active', 'inactive'], every=2)
        proof.wait_for_card(kiosk, 'installed', 60)
        if waits and min(waits) > 2:
            raise Failure(f'a new process needs {min(waits):.1f} s; 2 are allowed')
