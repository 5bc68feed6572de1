#!/usr/bin/python3
"""Runs the scenarios of image/test. Called by it."""
import argparse
import pathlib
import shutil
import sys
import time

import scenarios
from machine import Failure, Kiosk, Workshop
from sticks import Sticks


def main():
    parser = argparse.ArgumentParser()
    for name in ('workshop', 'image-work', 'roledb', 'content', 'key', 'pictures', 'folder'):
        parser.add_argument(f'--{name}', required=True, type=pathlib.Path)
    parser.add_argument('pattern', nargs='?', default='')
    options = parser.parse_args()
    workshop = Workshop(options.workshop, options.image_work)
    sticks = Sticks(options.roledb, options.content, options.folder / 'sticks', options.key)
    proof = scenarios.Proof(workshop, sticks, options.pictures, options.folder)
    passed = failed = 0
    for scenario in scenarios.ALL:
        if options.pattern not in scenario.__name__:
            continue
        began = time.monotonic()
        folder = options.folder / scenario.__name__
        shutil.rmtree(folder, ignore_errors=True)
        print(f'image/test: {scenario.__name__} ...', flush=True)
        try:
            with Kiosk(workshop, folder, scenarios.SETTINGS) as kiosk:
                scenario(proof, kiosk)
            passed += 1
            print(f'image/test: {scenario.__name__}: passed, {time.monotonic() - began:.0f} s', flush=True)
        except Failure as failure:
            failed += 1
            print(f'image/test: {scenario.__name__}: FAILED, {time.monotonic() - began:.0f} s: {failure}', flush=True)
    for name, figure in proof.figures.items():
        print(f'image/test: {name}: {figure}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


main()
