#!/usr/bin/python3
"""Runs the scenarios of image/test. Called by it."""
import argparse
import pathlib
import sys
import time
import traceback

import endurance
import locked
import logs
import staff
import visitors
from failure import Failure
from machine import Workshop
from proof import Proof
from sticks import Sticks

ALL = [visitors.first_frame, visitors.visit, visitors.setup_screen, visitors.no_clock, visitors.altered_system,
       visitors.damaged_data, staff.stick_brings_content, staff.bad_sticks, staff.pulled_stick,
       staff.cuts_while_installing, logs.same_by_stick_and_network, endurance.stopped_renderer,
       endurance.repeated_crashes, locked.closed, locked.hostile_keys, locked.strange_devices]


def main():
    parser = argparse.ArgumentParser()
    for name in ('workshop', 'image-work', 'roledb', 'content', 'key', 'pictures', 'folder'):
        parser.add_argument(f'--{name}', required=True, type=pathlib.Path)
    parser.add_argument('pattern', nargs='?', default='')
    options = parser.parse_args()
    sticks = Sticks(options.roledb, options.content, options.folder / 'sticks', options.key)
    proof = Proof(Workshop(options.workshop, options.image_work), sticks, options.pictures, options.folder)
    passed = failed = 0
    began = time.monotonic()
    for scenario in ALL:
        name = scenario.__name__
        if options.pattern not in name:
            continue
        scenario_began = time.monotonic()
        print(f'image/test: {name}: {scenario.__doc__.splitlines()[0]}', flush=True)
        try:
            scenario(proof)
            passed += 1
            outcome = 'passed'
        except Exception as problem:  # of one scenario: the others still say something
            failed += 1
            outcome = f'FAILED: {problem}'
            if not isinstance(problem, Failure):
                traceback.print_exc()
        print(f'image/test: {name}: {time.monotonic() - scenario_began:.0f} s, {outcome}', flush=True)
    for name, figure in proof.figures.items():
        print(f'image/test: {name}: {figure}')
    print(f'image/test: {time.monotonic() - began:.0f} s in all; pictures are in {options.folder}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


main()
