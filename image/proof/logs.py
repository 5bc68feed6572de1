"""Scenario: what happened reaches the reviewer by stick and by network, and is the same."""
import json
import os
import pathlib
import signal
import subprocess
import time

from failure import Failure, expect, run, wait_for
from proof import CARDS, HOME_BUTTON, SETTINGS
from time_server import TimeServer

REMOTE = '/lib/systemd/systemd-journal-remote'
SETUP = pathlib.Path(__file__).resolve().parents[2] / 'platform/logs/collector/setup'


class Collector:
    """On this machine, as platform/logs/collector sets one up; the kiosk finds it at 10.0.2.2."""

    def __init__(self, folder):
        self.folder = folder
        self.arrived = folder / 'arrived'
        self.arrived.mkdir()
        papers = {**os.environ, 'KIOSK_COLLECTOR_ETC': str(folder / 'papers')}
        run([SETUP, 'papers', '10.0.2.2'], env=papers, cwd=folder)
        run([SETUP, 'add-kiosk', 'proof', 'https://10.0.2.2:19532'], env=papers, cwd=folder)
        run(['tar', '-xf', 'proof-upload.tar'], cwd=folder)
        (folder / 'stunnel.conf').write_text(
            'foreground = yes\npid =\nsyslog = no\n[journal]\naccept = 127.0.0.1:19532\nconnect = 127.0.0.1:19531\n'
            'cert = papers/collector.pem\nkey = papers/collector.key\nCAfile = papers/ca.pem\nverifyChain = yes\n'
            'requireCert = yes\n')
        self.children = []

    def files(self):
        """For the folder upload/ of the boot partition."""
        return [(f'upload/{file.name}', file) for file in sorted((self.folder / 'etc/kiosk-upload').iterdir())]

    def __enter__(self):
        with open(self.folder / 'collector.log', 'ab') as log:
            for words in ([REMOTE, '--listen-http=127.0.0.1:19531', '--split-mode=host', '-o', self.arrived],
                          ['stunnel4', 'stunnel.conf']):
                self.children.append(subprocess.Popen([str(word) for word in words], cwd=self.folder, stdout=log,
                                                      stderr=log))
        return self

    def __exit__(self, *_):
        for child in self.children:
            child.send_signal(signal.SIGTERM)
            child.wait()


def same_by_stick_and_network(proof):
    """A signed request takes the log to a stick, the network takes it to a collector: event by event the same, although
    the clock says 1970 until the network tells the time."""
    folder = proof.new_folder('same_by_stick_and_network')
    program = proof.sticks.roledb.with_name('kiosk-logs')

    def events(place):
        lines = run([program, 'export', place]).splitlines()
        found = {}
        for event in map(json.loads, lines):
            event['wall'] = event.get('wall', '')[:19]  # on a stick it is of whole seconds
            found[event['boot_id'], event['run'], event['seq']] = event
        return found

    collector_folder = proof.new_folder('collector')
    collector = Collector(collector_folder)
    with collector, TimeServer() as time_server, proof.kiosk(folder.name, SETTINGS, collector.files()) as kiosk:
        def look_at(role):
            kiosk.touch(*CARDS[role])
            proof.wait_to_show(kiosk, f'role-{role}')
            kiosk.touch(*HOME_BUTTON)
            proof.wait_to_show(kiosk, 'home')

        def seconds_behind():
            return time.time() - float(kiosk.shell('date +%s'))
        kiosk.switch_on(network=True, probe=True)
        proof.wait_for_attract(kiosk)
        proof.go_home(kiosk)
        look_at('economist')
        before = seconds_behind()
        kiosk.shell('mkdir -p /run/systemd/timesyncd.conf.d; printf "[Time]\\nNTP=10.0.2.2\\n" '
                    '>/run/systemd/timesyncd.conf.d/proof.conf; systemctl restart systemd-timesyncd.service')
        wait_for('the time by network', 60, lambda: abs(seconds_behind()) < 3)
        proof.figures['seconds behind before network time; answers of the time server'] = (
            f'{before:.0f}; {time_server.answered}')
        look_at('auditor')
        stick = proof.sticks.asking_for_logs()
        kiosk.plug_in('logs', stick)
        wait_for('logs on the stick', 120, lambda: proof.sticks.has_logs(stick), every=3)
        time.sleep(15)
        kiosk.keep('logs-taken')
        kiosk.pull_out('logs')
        run(['mcopy', '-s', '-n', '-i', stick, '::', (folder / 'stick')]) if (folder / 'stick').mkdir() is None else None
        by_stick = events(folder / 'stick')
        if len(by_stick) < 10:
            raise Failure(f'only {len(by_stick)} events are on the stick')

        def have_arrived():
            return set(by_stick) <= set(events(collector.arrived)) if any(collector.arrived.iterdir()) else False
        wait_for('the same events at the collector', 120, have_arrived, every=3)
        time.sleep(12)
        kiosk.cut_the_plug()
    on_card = events(kiosk.card.data() / 'log/journal')
    by_network = events(collector.arrived)
    for key, event in by_stick.items():
        if by_network[key] != event or on_card[key] != event:
            raise Failure(f'an event differs: by stick {event}, by network {by_network[key]}, on the card {on_card[key]}')

    def lacks(place, other):
        """What `place` lacks although it has later events; all are of one boot."""
        newest = max(event['monotonic_ms'] for event in place.values())
        return [key for key, event in other.items() if key not in place and event['monotonic_ms'] < newest]
    expect('events that the card lacks', lacks(on_card, by_network), [])
    expect('events that the stick lacks', lacks(by_stick, on_card), [])
    proof.figures['events by stick, by network, on the card'] = f'{len(by_stick)}, {len(by_network)}, {len(on_card)}'
