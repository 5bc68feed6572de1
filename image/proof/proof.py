"""What the scenarios share: cards, machines that have started already, pictures of how screens must look, figures."""
import functools
import pathlib
import shutil
import threading
import time

from card import Card
from failure import Failure, difference, is_colourful, is_text_console, shifted_difference, wait_for
from machine import Kiosk
from PIL import Image

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
# As above, and QEMU's keyboard is the keypad.
WITH_KEYPAD = SETTINGS + '[usb]\nkeypad = "0627:0001"\n'

# Places on the picture of 1024 x 600 with these settings.
SOMEWHERE = (1008, 330)  # on the home screen nothing
HOME_BUTTON = (188, 571)
FINISH_BUTTON = (98, 571)
CARDS = {
    'attorney-advisor': (193, 222), 'auditor': (510, 222), 'economist': (827, 222),
    'international-trade-analyst': (193, 431), 'import-specialist': (510, 431),
    'management-and-program-analyst': (827, 431)}
FIRST_CARD = (130, 130, 345, 320)
STICK_CARD = (612, 82, 1015, 178)

ALIKE = 8.0  # GLES2 and the software renderer smooth edges in other ways; different screens are 30 and more apart
FIRST_FRAME_S = 240
CARD_ALIKE = 20.0  # the same card with other numbers in its words
DRIFT = 4  # pixels, by which the attract loop moves so that nothing burns in
CARDS_OF_STICKS = ('copying', 'installed', 'older', 'unknown-key')


@functools.cache
def opened_picture(path):
    return Image.open(path).convert('RGB')


class Shared:
    """What all scenarios have in common. Safe to use by several threads."""

    def __init__(self, workshop, pictures, folder):
        self.workshop = workshop
        self.pictures = pathlib.Path(pictures)
        self.folder = pathlib.Path(folder)
        self.figures = {}  # name: text
        self.starting = threading.Lock()


class Proof:
    """One scenario's."""

    def __init__(self, shared, sticks):
        self.shared = shared
        self.workshop = shared.workshop
        self.folder = shared.folder
        self.figures = shared.figures
        self.sticks = sticks

    def new_folder(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def kiosk(self, name, settings=SETTINGS, more=()):
        """Switched off, on a card that was just written."""
        card = Card(self.new_folder(name))
        card.write(self.workshop.image, settings, more)
        return Kiosk(self.workshop, card)

    def started(self, name, probe=False):
        """Switched on and in its attract loop: it goes on where one machine was stopped after its start."""
        with self.shared.starting:
            state = self._saved('started-with-probe' if probe else 'started', probe)
        kiosk = Kiosk(self.workshop, Card(self.new_folder(name), Card(state)))
        kiosk.switch_on(state / 'state', probe)
        return kiosk

    def _saved(self, name, probe):
        folder = self.folder / name
        if (folder / 'state').exists() and (folder / 'state').stat().st_mtime > self.workshop.image.stat().st_mtime:
            return folder
        with self.kiosk(name, WITH_KEYPAD if probe else SETTINGS) as kiosk:
            kiosk.switch_on(probe=probe)
            self.wait_for_attract(kiosk)
            kiosk.keep('attract')
            self.go_home(kiosk)
            time.sleep(10)  # USB, network and the rest, which come after the screen
            kiosk.touch(*FINISH_BUTTON)
            wait_for('the attract loop', 20, lambda: not self.shows(kiosk, 'home'))
            kiosk.save_state(folder / 'saving')
        (folder / 'saving').rename(folder / 'state')
        return folder

    def expected(self, name):
        return opened_picture(self.shared.pictures / f'en-{name}.png')

    def shows(self, kiosk, name, box=None):
        return difference(kiosk.picture(), self.expected(name), box) < ALIKE

    def wait_to_show(self, kiosk, name, seconds=40, box=None):
        try:
            wait_for(f'the screen {name}', seconds, lambda: self.shows(kiosk, name, box))
        finally:
            kiosk.keep(name)

    def wait_for_attract(self, kiosk):
        """The first frame."""
        try:
            wait_for('the attract loop', FIRST_FRAME_S, lambda: is_colourful(kiosk.picture()), every=0.25)
        except Failure:
            kiosk.keep('no-attract-loop')
            raise

    def wait_for_message(self, kiosk, seconds=60):
        """Words in white on black, from the first program or the last."""
        try:
            wait_for('a message', seconds, lambda: is_text_console(kiosk.picture()), every=1)
        finally:
            kiosk.keep('message')

    def wait_for_card(self, kiosk, name, seconds=90):
        """A card about a stick, which has other numbers in its words than the expected picture."""
        try:
            wait_for(f'the card {name}', seconds, lambda: self._card_of_stick(kiosk) == name)
        finally:
            kiosk.keep(f'card-{name}')

    def wait_for_verdict(self, kiosk, seconds=60):
        """From when a card is there: until it tells of no progress any more."""
        wait_for('a verdict', seconds, lambda: self._nearest_card(kiosk)[0] != 'copying')

    def wait_for_no_card(self, kiosk, seconds=120):
        """A card stays a while after its stick was pulled."""
        wait_for('no card about a stick', seconds, lambda: self._card_of_stick(kiosk) is None, every=2)

    def _nearest_card(self, kiosk):
        picture = kiosk.picture()
        likeness = {name: shifted_difference(picture, self.expected(f'attract-stick-{name}'), STICK_CARD, DRIFT)
                    for name in CARDS_OF_STICKS}
        name = min(likeness, key=likeness.get)
        return name, likeness[name]

    def _card_of_stick(self, kiosk):
        name, difference_to_it = self._nearest_card(kiosk)
        return name if difference_to_it < CARD_ALIKE else None

    def go_home(self, kiosk):
        """From the attract loop. The touch screen may come a while after the first frame."""
        def is_home():
            kiosk.touch(*SOMEWHERE)
            time.sleep(2)
            return self.shows(kiosk, 'home')
        try:
            wait_for('the home screen', 180, is_home)
        finally:
            kiosk.keep('home')
