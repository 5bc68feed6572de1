"""What every part of the proof needs: failing, waiting, running a program, comparing pictures."""
import subprocess
import time

from PIL import Image, ImageChops, ImageStat

MIB = 1024 * 1024


class Failure(Exception):
    """What was asserted is not so; the text says what was seen instead."""


def run(command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise Failure(f'{" ".join(map(str, command))}: {done.stdout}{done.stderr}'.strip())
    return done.stdout


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


def expect(what, found, wanted):
    if found != wanted:
        raise Failure(f'{what}: {found}, expected {wanted}')


def difference(one, other, box=None):
    """How far two pictures are apart, 0 to 255 a channel on average; of the part `box` only, where given."""
    if box:
        one, other = one.crop(box), other.crop(box)
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def shifted_difference(one, other, box, shift):
    """As difference(), of the place up to `shift` pixels beside `box` in `one` that is most like `other`."""
    part = other.crop(box)
    return min(difference(one.crop((box[0] + x, box[1] + y, box[2] + x, box[3] + y)), part)
               for x in range(-shift, shift + 1) for y in range(-shift, shift + 1))


def is_colourful(picture):
    """Whether this is the harbour or another screen of the kiosk's, and neither black nor a text console."""
    sample = picture.resize((256, 150), Image.Resampling.NEAREST)  # looking must not slow down what is looked at
    return len(sample.getcolors(1 << 16)) > 500


def is_text_console(picture):
    """Whether this is bright text on black that begins in the upper left corner, and nothing else. QEMU's own words about
    a display that is not there yet stand in the middle."""
    colours = sorted(picture.getcolors(1 << 24), reverse=True)
    bright = sum(count for count, colour in colours if min(colour) > 100)
    box = picture.convert('L').point(lambda value: 255 * (value > 100)).getbbox()
    return (colours[0][1] == (0, 0, 0) and len(colours) < 64 and bright > 500 and box[0] < picture.width // 8
            and box[1] < picture.height // 8)
