"""Scenarios: people with a stick, good ones and others, and a plug that is pulled."""
import random
import time

from failure import Failure, difference, expect, run, wait_for
from proof import FIRST_CARD, STICK_CARD, SOMEWHERE

CUTS = 20


def stick_brings_content(proof):
    """Hot-plugged signed content, a verdict in words, the new role on the screen, and still there after a cut plug."""
    with proof.started('stick_brings_content') as kiosk:
        kiosk.plug_in('good', proof.sticks.with_content(5, 'Harbour Counsel'))
        proof.wait_for_card(kiosk, 'installed')
        kiosk.pull_out('good')
        time.sleep(5)
        kiosk.touch(*SOMEWHERE)
        old = proof.expected('home').crop(FIRST_CARD)
        wait_for('the home screen with the new role', 40, lambda: proof.shows(kiosk, 'home', (0, 130, 1024, 600)))
        kiosk.keep('new-role')
        if (changed := difference(kiosk.picture().crop(FIRST_CARD), old)) < 2:
            raise Failure(f'the home screen shows the old role: its card differs by {changed:.1f}')
        new_card = kiosk.picture().crop(FIRST_CARD)
        time.sleep(12)  # longer than the journal's time between two syncs
        kiosk.cut_the_plug()
        kiosk.switch_on()
        proof.wait_for_attract(kiosk)

        def is_new_role_there():
            kiosk.touch(*SOMEWHERE)
            time.sleep(2)
            return difference(kiosk.picture().crop(FIRST_CARD), new_card) < 1
        wait_for('the new role after the plug was cut', 90, is_new_role_there)
        kiosk.keep('new-role-after-the-cut')
        time.sleep(12)
        kiosk.cut_the_plug()
    expect('installations in the journal',
           [event['VERSION'] for event in kiosk.card.events('content_installed')], ['5'])


def bad_sticks(proof):
    """A wrong, an older, a torn, a strange and a hostile stick: refused in words, each with its reason in the journal."""
    sticks = {
        'older': proof.sticks.with_content(5), 'torn': proof.sticks.torn(7), 'hostile': proof.sticks.hostile(7),
        'unknown-key': proof.sticks.of_a_stranger(7), 'ext4': proof.sticks.image('wrong', None, 'ext4')}
    with proof.started('bad_sticks') as kiosk:
        def verdict_after(name, image):
            before = kiosk.picture().crop(STICK_CARD)
            kiosk.plug_in(name, image)
            wait_for(f'a card for the stick {name}', 60,
                     lambda: difference(kiosk.picture().crop(STICK_CARD), before) > 30)
            proof.wait_for_verdict(kiosk)
            last = None
            while last != (last := kiosk.picture().crop(STICK_CARD).tobytes()):  # until its words stay
                time.sleep(3)
            kiosk.keep(name)
        verdict_after('newest', proof.sticks.with_content(6))
        kiosk.pull_out('newest')
        for name, image in sticks.items():
            time.sleep(12)
            verdict_after(name, image)
            if name in ('older', 'unknown-key'):
                proof.wait_for_card(kiosk, name, 20)
            kiosk.pull_out(name)
        time.sleep(15)
        proof.go_home(kiosk)
        time.sleep(12)
        kiosk.cut_the_plug()
    expect('refusals in the journal', [event['VERDICT'] for event in kiosk.card.events('stick_refused')],
           ['older', 'wrong_size', 'wrong_signature', 'unknown_key', 'unreadable'])
    expect('installations in the journal',
           [event['VERSION'] for event in kiosk.card.events('content_installed')], ['6'])


def pulled_stick(proof):
    """Pulled in the middle, again and again, sticks with content and sticks that take logs: nothing changes but by a whole
    stick, and later ones are served."""
    content = proof.sticks.with_content(8, 'Harbour Counsel')
    request = proof.sticks.asking_for_logs()
    chance = random.Random(8)
    with proof.started('pulled_stick', probe=True) as kiosk:
        for number in range(8):
            kiosk.plug_in(f'pulled-{number}', (content, request)[number % 2])
            time.sleep(chance.uniform(0.2, 8))
            kiosk.pull_out(f'pulled-{number}')
            time.sleep(1)
        kiosk.keep('pulled')
        left = ('cd /run/kiosk-sticks; ls -d mnt-* reports/*/* 2>/dev/null; '
                'systemctl list-units --plain --no-legend "kiosk-*@*" | grep -v failed; true')
        try:
            wait_for('an end of all that served the sticks', 60, lambda: not kiosk.shell(left).strip(), every=2)
        except Failure:
            raise Failure(f'of sticks that were pulled this is left: {kiosk.shell(left)}') from None
        proof.wait_for_no_card(kiosk, 60)
        kiosk.plug_in('left', proof.sticks.with_content(9, 'Harbour Counsel'))
        proof.wait_for_card(kiosk, 'installed')
        kiosk.pull_out('left')
        request = proof.sticks.asking_for_logs()
        kiosk.plug_in('request', request)
        wait_for('logs on the stick', 120, lambda: proof.sticks.has_logs(request), every=3)
        time.sleep(12)
        kiosk.cut_the_plug()
    expect('verdicts that are wrong about a stick that was pulled', [
        event['VERDICT'] for event in kiosk.card.events('stick_refused') if event['VERDICT'] != 'stick_gone'], [])
    versions = [event['VERSION'] for event in kiosk.card.events('content_installed')]
    if versions not in (['9'], ['8', '9']):
        raise Failure(f'the journal has these installations: {versions}')


def cuts_while_installing(proof):
    """The plug is cut at random moments of an installation: what lies on the card is the old content or the new, whole."""
    image = proof.sticks.with_content(5, 'Harbour Counsel')
    chance = random.Random(5)
    found = []
    moments = []
    for number in range(CUTS):
        with proof.started('cuts') as kiosk:
            kiosk.plug_in('stick', image)
            moments.append(chance.uniform(3, 14))
            time.sleep(moments[-1])
            kiosk.cut_the_plug()
            content = kiosk.card.data() / 'lib/kiosk-content'
            current = content / 'current'
            if not current.is_symlink():
                found.append('old')
                continue
            told = run([proof.sticks.roledb, 'check', current / 'roles.db'])
            if 'Harbour Counsel' not in run([proof.sticks.roledb, 'show', current / 'roles.db', 'attorney-advisor']):
                raise Failure(f'cut {number} after {moments[-1]:.1f} s: not the new content: {told}')
            found.append('new')
            if number == CUTS - 1 or found.count('new') == 1:  # and it shows it
                kiosk.switch_on()
                proof.wait_for_attract(kiosk)
                kiosk.keep('after-the-cut')
    proof.figures['contents after cuts'] = f'{found.count("old")} old, {found.count("new")} new'
    if len(set(found)) < 2:
        raise Failure(f'the cuts were all too soon or too late to prove anything: {found}')


def withdrawn_key(proof):
    """A key of the image that the card withdraws, in a folder and under a name as people make them: its stick is refused."""
    public = proof.sticks.key.with_suffix('.pub')
    with proof.kiosk('withdrawn_key', more=[('keys/Lost keys/staff (1).pub.txt', public)]) as kiosk:
        kiosk.switch_on(probe=True)
        proof.wait_for_attract(kiosk)
        proof.go_home(kiosk)
        expect('the keys on the kiosk', sorted(kiosk.shell(
            'cd /run/kiosk-boot/keys; for f in *.pub */*; do echo "$f"; done').splitlines()),
               ['Lost keys/staff (1).pub.txt', 'test.pub'])
        kiosk.plug_in('stick', proof.sticks.with_content(5, 'Harbour Counsel'))
        wait_for('a verdict in the log', 90, lambda: '"stick":"sda"' in (
            told := kiosk.shell('cat /run/kiosk-sticks/reports/install/sda.json')) and '"done"' in told)
        time.sleep(3)
        kiosk.keep('refused')
        told = kiosk.shell('cat /run/kiosk-sticks/reports/install/sda.json')
        if '"revoked_key"' not in told:
            raise Failure(f'a stick that a withdrawn key has signed: {told}')
        expect('content', kiosk.shell('ls /var/lib/kiosk-content/content 2>/dev/null; true'), '')


def unsigned_content(proof):
    """Content that somebody put into the state folder, with the highest number and a stranger's signature: the factory's is
    shown, now and after the next start, and a good stick is not older than it."""
    proof.sticks.content_of(7, 'Harbour Counsel')
    with proof.started('unsigned_content', probe=True) as kiosk:
        kiosk.plug_in('stranger', proof.sticks.of_a_stranger(7))
        proof.wait_for_card(kiosk, 'unknown-key')
        kiosk.shell('mkdir /run/stick; mount -t vfat -o ro /dev/sda /run/stick; cd /var/lib/kiosk-content; '
                    'mkdir -p content/999999999; cp /run/stick/kiosk/* content/999999999/; ln -sfn content/999999999 current; '
                    'chown -hR kiosk-install:kiosk-content .; chmod -R g+rX .; umount /run/stick; sync; ls -lR')
        kiosk.pull_out('stranger')
        old = proof.expected('home').crop(FIRST_CARD)

        def shows_the_factory_s(when):
            proof.go_home(kiosk)
            time.sleep(2)
            kiosk.keep(when)
            if (changed := difference(kiosk.picture().crop(FIRST_CARD), old)) > 2:
                raise Failure(f'{when}: unsigned content is shown; its first card differs by {changed:.1f}')
        kiosk.shell('systemctl restart kiosk.service')
        time.sleep(15)
        proof.wait_for_attract(kiosk)
        shows_the_factory_s('after a restart of the program')
        kiosk.cut_the_plug()
        kiosk.switch_on(probe=True)
        proof.wait_for_attract(kiosk)
        shows_the_factory_s('after a start of the machine')
        kiosk.plug_in('good', proof.sticks.with_content(8, 'Attorney Advisor'))
        proof.wait_for_card(kiosk, 'installed')


def way_back(proof):
    """Going back as the staff panel asks for it: the kiosk writes nothing where content lies, the installer's unit answers its
    request once, and the stick that is put in again brings nothing back. A request that is a link is none."""
    answers = '/run/kiosk-answers/roll-back.json'
    with proof.started('way_back', probe=True) as kiosk:
        def ask(number, make):
            request = '/run/kiosk-requests/roll-back.json'
            kiosk.shell(f'cd /run/kiosk-requests; printf %s \'{{"id":"{number:032x}","version":0}}\' >.new; {make}; '
                        f'chown -h kiosk:kiosk .new; chmod 0644 /run/kiosk-requests/.new; mv .new {request}')
        kiosk.plug_in('good', proof.sticks.with_content(5, 'Harbour Counsel'))
        proof.wait_for_card(kiosk, 'installed')
        kiosk.pull_out('good')
        expect('who may write where content lies', kiosk.shell('stat -c "%U %G %a" /var/lib/kiosk-content'),
               'kiosk-install kiosk-content 2750')
        ask(2, 'true')
        told = wait_for('an answer', 60, lambda: kiosk.shell(f'cat {answers} 2>/dev/null; true'))
        if f'{2:032x}' not in told or '"version":0' not in told:
            raise Failure(f'the answer is {told}')
        expect('what is current', kiosk.shell('readlink /var/lib/kiosk-content/current; true'), '')
        old = proof.expected('home').crop(FIRST_CARD)
        time.sleep(10)
        proof.go_home(kiosk)
        time.sleep(2)
        kiosk.keep('factory')
        if (changed := difference(kiosk.picture().crop(FIRST_CARD), old)) > 2:
            raise Failure(f'the content that was left is shown; its first card differs by {changed:.1f}')
        kiosk.plug_in('again', proof.sticks.with_content(5, 'Harbour Counsel'))
        wait_for('the verdict about the same stick', 90, lambda: '"rolled_back"' in kiosk.shell(
            'cat /run/kiosk-sticks/reports/install/*.json 2>/dev/null; true'))
        ask(3, 'mv .new /run/elsewhere; ln -s /run/elsewhere .new')
        time.sleep(10)
        expect('the answer after a link', kiosk.shell(f'cat {answers}'), told)


def no_settings(proof):
    """Where the settings cannot be read there is no channel: the stick's card says so, and nothing is installed."""
    with proof.started('no_settings', probe=True) as kiosk:
        kiosk.shell('mkdir -p /run/systemd/system/kiosk-settings.service.d; '
                    'printf "[Service]\\nExecStart=\\nExecStart=/usr/bin/false\\n" '
                    '>/run/systemd/system/kiosk-settings.service.d/broken.conf; systemctl daemon-reload; '
                    'systemctl start kiosk-settings.service')
        expect('settings that others read', kiosk.shell('ls /run/kiosk-os/settings.env 2>&1 | grep -c "No such"'), '1')
        kiosk.plug_in('stick', proof.sticks.with_content(5, 'Harbour Counsel'))
        told = wait_for('a report', 60, lambda: (text := kiosk.shell('cat /run/kiosk-sticks/reports/stick/sda.json 2>/dev/null; '
                                                                     'true')) and '"done"' in text and text)
        if 'kiosk-settings.service' not in told:
            raise Failure(f'the report does not say why: {told}')
        time.sleep(5)
        kiosk.keep('card')
        expect('content', kiosk.shell('ls /var/lib/kiosk-content/content 2>/dev/null; true'), '')
        expect('what the installer did', kiosk.shell('ls /run/kiosk-sticks/reports/install'), '')
