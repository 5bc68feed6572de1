"""What must be so on the built image. Each function is one scenario and gets a Proof; a Failure is its end."""
import shutil
import time

from machine import Failure, difference, partition, run, wait_for
from PIL import Image

# Places of the picture of 1024 x 600 with the settings below.
SETTINGS = '''[display]
diagonal_in = 21.5
[times]
idle_s = 30
countdown_s = 10
[motion]
reduced = true
[kiosk]
name = "proof"
'''
CARDS = {
    'attorney-advisor': (193, 222), 'auditor': (510, 222), 'economist': (827, 222),
    'international-trade-analyst': (193, 431), 'import-specialist': (510, 431),
    'management-and-program-analyst': (827, 431)}
HOME_BUTTON = (188, 571)
STICK_CARD = (240, 180, 784, 430)
ALIKE = 8.0  # GLES2 and the software renderer smooth edges in other ways; different screens are 30 and more apart
FIRST_FRAME_S = 240


class Proof:
    def __init__(self, workshop, sticks, pictures, folder):
        self.workshop = workshop
        self.sticks = sticks
        self.pictures = pictures
        self.folder = folder
        self.figures = {}

    def expected(self, name):
        return Image.open(self.pictures / f'en-{name}.png').convert('RGB')

    def shows(self, kiosk, name):
        return difference(kiosk.picture(), self.expected(name)) < ALIKE

    def wait_to_show(self, kiosk, name, seconds=40):
        try:
            wait_for(f'the screen {name}', seconds, lambda: self.shows(kiosk, name))
        finally:
            kiosk.keep(name)

    def wait_for_attract(self, kiosk):
        """The first frame: something colourful that is no text console."""
        def is_there():
            picture = kiosk.picture()
            return len(picture.getcolors(1 << 24)) > 2000
        wait_for('the attract loop', FIRST_FRAME_S, is_there, every=0.25)


def no_stick_installed(events):
    return [event for event in events if event['KIOSK_EVENT'] == 'content_installed']


def visit(proof, kiosk):
    """Attract, finger, home, each role page, idle, countdown, attract: by pixels, and by the journal afterwards."""
    kiosk.switch_on()
    proof.wait_for_attract(kiosk)
    proof.figures['first frame after switching on, s'] = round(kiosk.running_s(), 1)
    kiosk.keep('attract')
    time.sleep(15)  # the touch screen is found after the first frame
    kiosk.touch(310, 520)
    proof.wait_to_show(kiosk, 'home')
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
    events = kiosk.events()
    viewed = [event['ROLE_ID'] for event in events if event['KIOSK_EVENT'] == 'role_viewed']
    if viewed != list(CARDS):
        raise Failure(f'the journal has these role pages in this order: {viewed}')
    ended = [event['HOW'] for event in events if event['KIOSK_EVENT'] == 'session_ended']
    if ended != ['idle']:
        raise Failure(f'the journal says that sessions ended so: {ended}')


def stick_brings_content(proof, kiosk):
    """Hot-plugged signed content, a verdict in words, the new role on the screen, and still there after a cut plug."""
    kiosk.switch_on()
    proof.wait_for_attract(kiosk)
    time.sleep(20)
    kiosk.plug_in('good', proof.sticks.with_content(5, 'Harbour Counsel'))
    wait_for('the verdict', 90, lambda: difference(
        kiosk.picture(), proof.expected('attract-stick-installed'), STICK_CARD) < 20)
    kiosk.keep('verdict')
    kiosk.pull_out('good')
    time.sleep(10)
    kiosk.touch(310, 520)
    wait_for('the home screen with the new role', 40, lambda: 2 < difference(
        kiosk.picture(), proof.expected('home'), (130, 130, 345, 320)) < 60)
    kiosk.keep('new-role')
    new_home = kiosk.picture()
    kiosk.cut_the_plug()
    kiosk.switch_on()
    proof.wait_for_attract(kiosk)
    time.sleep(15)
    kiosk.touch(310, 520)
    wait_for('the new role after the plug was cut', 40, lambda: difference(kiosk.picture(), new_home) < 3)
    kiosk.keep('new-role-after-the-cut')
    time.sleep(12)
    kiosk.cut_the_plug()
    versions = [event['VERSION'] for event in kiosk.events('content_installed')]
    if versions != ['5']:
        raise Failure(f'the journal has these installations: {versions}')


def bad_sticks(proof, kiosk):
    """A wrong, an older, a torn and a hostile stick: refused, each with its reason in the journal."""
    kiosk.switch_on()
    proof.wait_for_attract(kiosk)
    time.sleep(20)
    sticks = {
        'older': proof.sticks.with_content(5), 'torn': proof.sticks.torn(7), 'hostile': proof.sticks.hostile(7),
        'wrong': proof.sticks.image('wrong', None, 'ext4')}
    kiosk.plug_in('first', proof.sticks.with_content(6))
    time.sleep(45)
    kiosk.keep('first')
    kiosk.pull_out('first')
    for name, image in sticks.items():
        time.sleep(6)
        kiosk.plug_in(name, image)
        time.sleep(30)
        kiosk.keep(name)
        kiosk.pull_out(name)
    time.sleep(15)
    kiosk.cut_the_plug()
    refused = [event['VERDICT'] for event in kiosk.events('stick_refused')]
    if refused != ['older', 'wrong_size', 'wrong_signature', 'unreadable']:
        raise Failure(f'the journal has these refusals: {refused}')
    versions = [event['VERSION'] for event in kiosk.events('content_installed')]
    if versions != ['6']:
        raise Failure(f'the journal has these installations: {versions}')


def altered_root(proof, kiosk):
    """Negative control: one changed byte of the root partition, and the kiosk does not start from it."""
    offset, size = partition(kiosk.disk, 2)
    with open(kiosk.disk, 'r+b') as disk:
        for place in range(offset + 4096, offset + size // 2, 1 << 20):  # wherever is read first
            disk.seek(place)
            byte = disk.read(1)[0]
            disk.seek(place)
            disk.write(bytes([byte ^ 0xff]))
    kiosk.switch_on()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if len(kiosk.picture().getcolors(1 << 24)) > 2000:
            raise Failure('the kiosk starts from a root that was altered')
        time.sleep(2)
    kiosk.keep('altered-root')
    kiosk.cut_the_plug()


def stopped_renderer(proof, kiosk):
    """The program is stopped (SIGSTOP by a unit of the test's own); the service manager brings it back."""
    raise Failure('not written')


def no_clock(proof, kiosk):
    """The machine says 1970; the kiosk's time is that of its image or later, and does not go back over a restart."""
    last = 0
    for _ in range(2):
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)
        time.sleep(45)
        kiosk.cut_the_plug()
    by_boot = {}
    for entry in kiosk.journal():
        by_boot.setdefault(entry['_BOOT_ID'], []).append(int(entry['_SOURCE_REALTIME_TIMESTAMP' if
                                                                '_SOURCE_REALTIME_TIMESTAMP' in entry else
                                                                '__REALTIME_TIMESTAMP']))
    if len(by_boot) != 2:
        raise Failure(f'the journal has {len(by_boot)} boots, not 2')
    for times in by_boot.values():
        user = times[-1] / 1e6
        if user < last:
            raise Failure(f'the clock went back from {last} to {user}')
        last = user
    if last < 1_700_000_000:
        raise Failure(f'the clock says {time.gmtime(last)}')


def stick_takes_logs(proof, kiosk):
    """A signed request: the stick holds afterwards what the journal holds, event by event."""
    kiosk.switch_on()
    proof.wait_for_attract(kiosk)
    time.sleep(20)
    kiosk.touch(310, 520)
    proof.wait_to_show(kiosk, 'home')
    kiosk.touch(*CARDS['economist'])
    proof.wait_to_show(kiosk, 'role-economist')
    image = proof.sticks.asking_for_logs()
    kiosk.plug_in('logs', image)
    time.sleep(60)
    kiosk.keep('logs-taken')
    kiosk.pull_out('logs')
    time.sleep(15)
    kiosk.cut_the_plug()
    place = kiosk.folder / 'stick'
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    run(['mcopy', '-s', '-n', '-i', image, '::', place])
    lines = [line for file in sorted(place.rglob('events*')) for line in file.read_text().splitlines()]
    if not lines:
        raise Failure('there are no events on the stick')
    proof.figures['events taken by stick'] = len(lines)


ALL = [visit, stick_brings_content, bad_sticks, stick_takes_logs, no_clock, altered_root]
