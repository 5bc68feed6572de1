"""Scenarios: a machine that starts, and the people in front of it."""
import json
import time

from failure import Failure, difference, expect, is_colourful, wait_for
from proof import CARDS, HOME_BUTTON, SOMEWHERE

IN_ENGLISH, IN_SPANISH = (719, 157), (719, 290)
NEXT = (888, 528)
START_THE_KIOSK = (784, 531)
RINGS = ((63, 63), (960, 63), (63, 536), (960, 536), (511, 300))
TOUCH_TEST_NEXT = (639, 521)
LETTER_A = (83, 180)
FIRST_FRAME_ROUNDS = 4


def first_frame(proof):
    """Against the same kernel with an init that is nothing but `true`. The attract loop's first frame is there long before
    the program is. Each round starts both, one after the other, and what counts is the least of each: this machine may
    have had other things to do, for which there are more rounds."""
    folder = proof.new_folder('first_frame')
    bare, first, later, answered = [], [], [], []

    def seconds_to_attract(kiosk):
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)
        return kiosk.running_s()
    for _ in range(FIRST_FRAME_ROUNDS):
        bare.append(proof.workshop.bare_start_s(folder))
        with proof.kiosk('first_frame') as kiosk:
            first.append(seconds_to_attract(kiosk))
            kiosk.keep('attract')
            proof.go_home(kiosk)
            answered.append(kiosk.running_s())
            kiosk.cut_the_plug()
            later.append(seconds_to_attract(kiosk))
            kiosk.keep('attract-later')
        bare.append(proof.workshop.bare_start_s(folder))
        times = max(min(first), min(later)) / min(bare)
        if times <= 2:
            break
    for name, seconds in (('bare kernel to /bin/true, s', bare), ('first frame, first start of a card, s', first),
                          ('first frame, later start, s', later), ('first start to an answer to a touch, s', answered)):
        proof.figures[name] = ', '.join(f'{second:.1f}' for second in seconds)
    proof.figures['first frame, times the bare kernel'] = f'{times:.2f}'
    if times > 2:
        raise Failure(f'the first frame needs {times:.2f} times as long as the bare kernel; 2 are allowed')


def visit(proof):
    """Attract, finger, home, each role page, idle, countdown, attract: by pixels, and by the journal afterwards."""
    with proof.started('visit') as kiosk:
        proof.go_home(kiosk)
        for role, place in CARDS.items():
            kiosk.touch(*place)
            proof.wait_to_show(kiosk, f'role-{role}')
            kiosk.touch(*HOME_BUTTON)
            proof.wait_to_show(kiosk, 'home')
        wait_for('the countdown', 60, lambda: proof.shows(kiosk, 'countdown'), every=1)
        kiosk.keep('countdown')
        wait_for('the attract loop again', 60, lambda: not proof.shows(kiosk, 'countdown')
                 and not proof.shows(kiosk, 'home'))
        kiosk.keep('attract-again')
        time.sleep(12)  # longer than the journal's time between two syncs
        kiosk.cut_the_plug()
    events = kiosk.card.events()
    expect('role pages in the journal', [event['ROLE_ID'] for event in events if event['KIOSK_EVENT'] == 'role_viewed'],
           list(CARDS))
    expect('the last end of a visit in the journal',
           [event['HOW'] for event in events if event['KIOSK_EVENT'] == 'session_ended'][-1:], ['idle'])


def setup_screen(proof):
    """A card as it is flashed asks a volunteer; the answers hold over a cut plug; the boot partition has the last word."""
    with proof.kiosk('setup_screen', settings=None) as kiosk:
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)
        kiosk.keep('first-picture')

        def is_next_there():
            red, green, blue = kiosk.picture().getpixel((NEXT[0] - 100, NEXT[1]))
            return red > 230 and 150 < green < 210 and blue < 150
        wait_for('the setup screen', 120, is_next_there)  # after the picture that comes with the image
        kiosk.keep('language')
        in_english = kiosk.picture()

        def answers():  # the touch screen is found after the first frame
            kiosk.touch(*IN_SPANISH)
            time.sleep(2)
            return difference(kiosk.picture(), in_english) > 3

        def touch_and_see(place, name):
            before = kiosk.picture()
            kiosk.touch(*place)
            wait_for(f'the step {name}', 20, lambda: difference(kiosk.picture(), before) > 3)
            time.sleep(1.5)
            kiosk.keep(name)
        wait_for('an answer to a touch', 180, answers)
        touch_and_see(IN_ENGLISH, 'language-again')
        for name in ('rotation', 'size', 'touch'):
            touch_and_see(NEXT, name)
        for ring in RINGS:
            kiosk.touch(*ring)
            time.sleep(0.5)
        time.sleep(1)
        kiosk.keep('rings-touched')
        touch_and_see(TOUCH_TEST_NEXT, 'time-zone')
        touch_and_see(NEXT, 'name')
        kiosk.touch(*LETTER_A)
        time.sleep(2)
        kiosk.keep('name-typed')
        touch_and_see(NEXT, 'summary')
        kiosk.touch(*START_THE_KIOSK)
        wait_for('the kiosk begins anew', 60, lambda: not is_colourful(kiosk.picture()))
        wait_for('the attract loop', 60, lambda: is_colourful(kiosk.picture()) and not is_next_there())
        time.sleep(3)
        kiosk.keep('attract')
        time.sleep(12)
        kiosk.cut_the_plug()
        written = (kiosk.card.data() / 'lib/kiosk/setup.toml').read_text()
        for key in ('default = "en"', 'rotation = 0', 'name = "kiosk'):
            if key not in written:
                raise Failure(f'setup.toml lacks {key}: {written}')
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)
        if is_next_there():
            raise Failure('the setup screen is there again')
        kiosk.keep('attract-after-the-cut')
        time.sleep(12)
        kiosk.cut_the_plug()
    expect('setups in the journal', len(kiosk.card.events('setup_finished')), 1)
    names = {event['KIOSK_NAME'] for event in kiosk.card.events('started')}
    if not any(name.startswith('kiosk') and name != 'kiosk' for name in names):
        raise Failure(f'the name of the setup screen is in no event: {names}')


def no_clock(proof):
    """The machine says 1970; the kiosk's time is that of its image or later, and does not go back over a restart."""
    with proof.started('no_clock') as kiosk:
        proof.go_home(kiosk)
        time.sleep(35)  # longer than the time between two saved clocks
        kiosk.cut_the_plug()
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)
        time.sleep(35)  # until the program itself is there, and the journal on the card
        kiosk.cut_the_plug()
    by_boot = {}
    for entry in kiosk.card.journal():
        by_boot.setdefault(entry['_BOOT_ID'], []).append(int(entry['__REALTIME_TIMESTAMP']))
    expect('boots in the journal', len(by_boot), 2)
    first, second = by_boot.values()
    if second[-1] <= max(first):
        raise Failure(f'the clock went back from {max(first)} to {second[-1]}')
    if first[-1] < 1_700_000_000_000_000:
        raise Failure(f'the clock says {time.gmtime(first[-1] / 1e6)}')
    order = [(event['KIOSK_RUN'], int(event['KIOSK_SEQ'])) for event in kiosk.card.events()]
    if any(one[0] == other[0] and one[1] >= other[1] for one, other in zip(order, order[1:])):
        raise Failure(f'events are out of order: {order}')


def altered_system(proof):
    """Negative control: a system that was changed says so instead of starting, at its first byte, further on, where it
    is only the kiosk itself that cannot be read, and where all of it is lost while the kiosk runs."""
    with proof.kiosk('altered_system') as kiosk:
        kiosk.card.alter(2, [8], lambda byte: byte ^ 0x01)  # in the superblock
        kiosk.switch_on()
        proof.wait_for_message(kiosk)
    with proof.kiosk('altered_system_later') as kiosk:
        size = kiosk.card.partition_size(2)
        kiosk.card.alter(2, range(1 << 20, size - (4 << 20), 1 << 16), lambda byte: byte ^ 0x80)
        kiosk.switch_on()
        proof.wait_for_message(kiosk)
    with proof.started('unreadable_kiosk', probe=True) as kiosk:
        kiosk.shell('mount --bind /dev/null /usr/bin/kiosk; systemctl kill --signal=SEGV kiosk.service')
        proof.wait_for_message(kiosk, 180)  # after six tries and the safe mode's
        wait_for('a restart', 60, kiosk.restarts)
        proof.wait_for_attract(kiosk)
        kiosk.keep('attract-after-the-restart')
    with proof.started('lost_system', probe=True) as kiosk:
        kiosk.shell('dd if=/dev/zero of=/dev/vda2 bs=1M seek=1 count=100 oflag=direct; echo 3 >/proc/sys/vm/drop_caches')
        # What runs goes on from memory until it needs what is lost. No program can be started any more: the shell kills.
        kiosk.shell('for p in /proc/[0-9]*; do read -r name <$p/comm; [ "$name" = kiosk ] && kill -SEGV ${p##*/}; done'
                    '; true')
        proof.wait_for_message(kiosk, 120)


def late_screen(proof):
    """A screen that is plugged in a while after the machine: the kiosk has waited for it, and nothing counts as a crash."""
    with proof.kiosk('late_screen') as kiosk:
        kiosk.switch_on(probe=True, options='video=Virtual-1:d')
        wait_for('a kiosk that waits', 120, lambda: 'waiting for one' in kiosk.shell(
            'journalctl -b -o cat --no-pager --namespace=kiosk SYSLOG_IDENTIFIER=kiosk + _COMM=kiosk'), every=3)
        kiosk.keep('no-screen')
        kiosk.shell('echo on >/sys/class/drm/card0-Virtual-1/status')
        proof.wait_for_attract(kiosk)
        kiosk.keep('attract')
        proof.go_home(kiosk)
        time.sleep(12)
        kiosk.cut_the_plug()
    expect('starts in the journal', len(kiosk.card.events('started')), 1)
    expect('what the journal says of the screen', [event['KIOSK_EVENT'] for event in kiosk.card.events()
                                                   if event['KIOSK_EVENT'].startswith('display_')],
           ['display_lost', 'display_restored'])


def damaged_data(proof):
    """Data that cannot be read is left as it is: the kiosk runs from memory, and the log says why. Settings full of mistakes
    stop nothing."""
    with proof.kiosk('damaged_data', settings='[display\nrotation = "up"\n[times]\nidle_s = "soon"\ncountdown_s = 9\n'
                     '[motion]\nreduced = true\n\0\xff[kiosk]\nname = "Ünfit"\n') as kiosk:
        kiosk.card.wipe(3)
        kiosk.switch_on(probe=True)
        proof.wait_for_attract(kiosk)
        kiosk.keep('attract')
        attract = kiosk.picture()

        def answers():  # the program itself and the touch screen come after the first frame
            kiosk.touch(*SOMEWHERE)
            time.sleep(2)
            return difference(kiosk.picture(), attract) > 30
        wait_for('an answer to a touch', 180, answers)
        kiosk.keep('home')
        expect('where the data is', kiosk.shell('grep " /var " /proc/mounts').split()[2], 'tmpfs')
        # Since what is written to no card is not on it, the machine itself is asked.
        journal = [json.loads(line) for line in kiosk.shell(
            'for n in "" --namespace=kiosk; do journalctl $n -b --no-pager -o json; done', 120).splitlines() if line[:1] == '{']
        expect('what the partition is now', kiosk.shell('blkid -p -o value -s TYPE /dev/vda3; true'), '')
        kiosk.cut_the_plug()
    if not any('left as it is' in str(entry.get('MESSAGE')) for entry in journal):
        raise Failure('no line of the log says why nothing is kept')
    problems = [event['KEY'] for event in journal if event.get('KIOSK_EVENT') == 'config_problem']
    if 'times.idle_s' not in problems or len(problems) < 4:
        raise Failure(f'the log names these mistakes of kiosk.toml: {problems}')
