#!/usr/bin/python3
"""Runs the scenarios of image/test. Called by it."""
import argparse
import concurrent.futures
import pathlib
import sys
import threading
import time
import traceback

import endurance
import locked
import logs
import raspberry
import staff
import visitors
from failure import Failure
from machine import Workshop
from proof import Proof, Shared
from sticks import Sticks

# Whose figures are times: each has this machine for itself.
ALONE = [visitors.first_frame, endurance.stopped_renderer, endurance.repeated_crashes]
# Two at a time, for most of them wait most of the time. The longest first.
TOGETHER = [staff.cuts_while_installing, visitors.visit, logs.same_by_stick_and_network, staff.bad_sticks,
            visitors.setup_screen, visitors.no_clock, staff.pulled_stick, staff.stick_brings_content,
            visitors.damaged_data, visitors.altered_system, visitors.late_screen, raspberry.raspberry_pi_3,
            locked.hostile_keys, locked.strange_devices, locked.closed, endurance.hung_system, staff.withdrawn_key,
            staff.unsigned_content, staff.way_back, staff.no_settings,
            locked.planted_links, locked.serial_number, locked.lying_keyboard,
            locked.network_gadget]
AT_A_TIME = 2


class Runner:
    def __init__(self, options):
        self.options = options
        self.shared = Shared(Workshop(options.workshop, options.image_work), options.pictures, options.folder)
        self.printing = threading.Lock()
        self.passed = self.failed = 0

    def say(self, text):
        with self.printing:
            print(f'image/test: {text}', flush=True)

    def run(self, scenario):
        name = scenario.__name__
        began = time.monotonic()
        self.say(f'{name}: {" ".join(scenario.__doc__.split())}')
        sticks = Sticks(self.options.roledb, self.options.content, self.options.folder / 'sticks' / name,
                        self.options.key)
        try:
            scenario(Proof(self.shared, sticks))
            failure = None
        except Exception as problem:  # of one scenario: the others still say something
            failure = problem
            if not isinstance(problem, Failure):
                with self.printing:
                    traceback.print_exc()
        outcome = f'FAILED: {failure}' if failure else 'passed'
        with self.printing:
            self.passed += failure is None
            self.failed += failure is not None
        self.say(f'{name}: {time.monotonic() - began:.0f} s, {outcome}')

    def run_all(self):
        for scenario in filter(self._is_wanted, ALONE):
            self.run(scenario)
        with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as workers:
            list(workers.map(self.run, filter(self._is_wanted, TOGETHER)))

    def _is_wanted(self, scenario):
        return self.options.pattern in scenario.__name__


def main():
    parser = argparse.ArgumentParser()
    for name in ('workshop', 'image-work', 'roledb', 'content', 'key', 'pictures', 'folder'):
        parser.add_argument(f'--{name}', required=True, type=pathlib.Path)
    parser.add_argument('pattern', nargs='?', default='')
    options = parser.parse_args()
    began = time.monotonic()
    runner = Runner(options)
    runner.run_all()
    for name, figure in sorted(runner.shared.figures.items()):
        runner.say(f'{name}: {figure}')
    runner.say(f'{time.monotonic() - began:.0f} s in all; pictures are in {options.folder}')
    print(f'{runner.passed} passed, {runner.failed} failed')
    sys.exit(1 if runner.failed or not runner.passed else 0)


main()
