"""What the groups of tests/bench/run share: the table of figures, and the programs that are measured."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = TOP / "build" / "bench"


class Failure(Exception):
    pass


class Table:
    """The rows, in order. `goal` None: the figure is for information."""

    def __init__(self):
        self.rows = []

    def add(self, group, figure, goal, measured, met=None, compared=""):
        verdict = "" if met is None else "met" if met else "not met"
        self.rows.append({"group": group, "figure": figure, "goal": goal or "", "measured": measured,
                          "compared": compared, "verdict": verdict})

    def at_most(self, group, figure, goal, value, unit="", compared=""):
        self.add(group, figure, f"<= {number(goal)}{unit}" if goal else "0", f"{number(value)}{unit}", value <= goal,
                 compared)

    def missing(self, group, figure, goal, why):
        self.rows.append({"group": group, "figure": figure, "goal": goal, "measured": "", "compared": why,
                          "verdict": "not measured"})

    def print(self):
        columns = ("figure", "goal", "measured", "compared", "verdict")
        titles = dict(zip(columns, ("figure", "goal", "measured", "compared with, or where", "verdict")))
        widths = {name: max(len(row[name]) for row in [titles, *self.rows]) for name in columns}
        for row in [titles, {name: "-" * widths[name] for name in columns}, *self.rows]:
            print("| " + " | ".join(row[name].ljust(widths[name]) for name in columns) + " |")


def number(value):
    """As a person reads it: no decimals where they say nothing."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}" if value >= 1 else f"{value:.3f}"


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Programs:
    """The built programs, and the databases that they make."""

    def __init__(self, built):
        self.bin = built / "bin"
        self.bundled = built / "share" / "roles.db"

    def path(self, name):
        return self.bin / name

    def database(self, roles):
        """A database of so many roles; made once, and again when the generator or the content changed."""
        file = CACHE / f"roles-{roles}.db"
        sources = [self.path("bench_database"), *(TOP / "db" / "content").rglob("*")]
        if not file.exists() or file.stat().st_mtime < max(source.stat().st_mtime for source in sources):
            CACHE.mkdir(parents=True, exist_ok=True)
            began = time.monotonic()
            self.output("bench_database", roles, file)
            say(f"made a database of {roles:,} roles, {file.stat().st_size / 2**20:.1f} MiB, "
                f"in {time.monotonic() - began:.1f} s")
        return file

    def output(self, name, *arguments, prefix=(), environment=None):
        """What a program prints; its errors go to ours."""
        command = [*prefix, self.path(name), *map(str, arguments)]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        if result.returncode != 0:
            raise Failure(f"{name} {' '.join(map(str, arguments))} ended with {result.returncode}")
        return result.stdout

    def figures(self, *arguments, name="bench_frames", environment=None):
        """{figure: (value, note)}"""
        figures = {}
        for line in self.output(name, *arguments, environment=environment).splitlines():
            key, value, *note = line.split(" ", 2)
            figures[key] = (float(value), note[0].strip() if note else "")
        return figures

    def instructions(self, *arguments):
        """{name of a dump: instructions}, counted by callgrind in the marked stretches only."""
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "callgrind"
            self.output("bench_frames", *arguments, prefix=(
                "valgrind", "--tool=callgrind", "--quiet", "--instr-atstart=no", "--collect-atstart=no",
                "--combine-dumps=yes", f"--callgrind-out-file={out}"))
            counts = {}
            name = None
            for line in out.read_text(errors="replace").splitlines():
                if line.startswith("desc: Trigger: Client Request: "):
                    name = line.rsplit(": ", 1)[1]
                elif line.startswith("totals: ") and name:
                    counts[name] = int(line.split()[1])
                    name = None
            if not counts:
                raise Failure(f"callgrind counted nothing in {' '.join(map(str, arguments))}")
            return counts
