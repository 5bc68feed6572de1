"""Events a second of `kiosk-logs report`, against what a reviewer would use without it."""

import json
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

from bench_tools import CACHE, Failure, number

RUNS = 3
KIOSKS = 7  # of the first kinds: no line is torn and no clock goes back, which jq and journalctl cannot pass
EVENTS = 1_000_000
JOURNAL_REMOTE = "/lib/systemd/systemd-journal-remote"
# Views and dwell by role, as one would ask for them without kiosk-logs.
JQ_ROLES = """reduce inputs as $e ({}; if $e%s == "role_viewed"
    then .[$e%s] |= {views: (.views + 1), dwell_ms: (.dwell_ms + ($e%s))} else . end)"""
JQ_LINES = JQ_ROLES % (".event", ".role_id", ".dwell_ms")
JQ_JOURNAL = JQ_ROLES % (".KIOSK_EVENT", ".ROLE_ID", ".DWELL_MS | tonumber")


def children_cpu_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def views_and_dwell(roles):
    return {role: (of["views"], of["dwell_ms"]) for role, of in roles.items()}


def make_logs(programs, folder):
    """The same fair's day as JSON lines and as journal files, one folder each."""
    for kind in ("jsonl", "export"):
        programs.output("fair_day", "--kiosks", KIOSKS, "--events", EVENTS, "--format", kind,
                        "--out", folder / kind)
    (folder / "journal").mkdir()
    for export in sorted((folder / "export" / "logs").iterdir()):
        journal = folder / "journal" / f"{export.stem}.journal"
        if subprocess.run([JOURNAL_REMOTE, "--split-mode=none", "-o", journal, export], capture_output=True).returncode != 0:
            raise Failure(f"{JOURNAL_REMOTE} made no journal: run platform/setup")
    return folder / "jsonl" / "logs", folder / "journal"


def measure_logs(programs, table):
    """All that a report tells, against views and dwell by role from the usual tools; in turns, from the page cache."""
    if not shutil.which("jq"):
        raise Failure("jq is missing: run platform/setup")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        lines, journal = make_logs(programs, pathlib.Path(name))
        files = " ".join(map(str, sorted(lines.iterdir())))
        ways = {"JSON lines": (lines, f"cat {files} | jq -n '{JQ_LINES}'", "jq"),
                "journal files": (journal, f"journalctl -q -o json --directory {journal} | jq -n '{JQ_JOURNAL}'",
                                  "journalctl -o json | jq")}
        for label, (folder, pipe, tools) in ways.items():
            times = {"ours": [], "theirs": []}
            cpu = {"ours": 0, "theirs": 0}
            for turn in range(RUNS + 1):
                for whose in times:
                    began, used = time.monotonic(), children_cpu_s()
                    if whose == "ours":
                        report = json.loads(programs.output("kiosk-logs", "report", "--json", folder))
                    else:
                        result = subprocess.run(["bash", "-o", "pipefail", "-c", pipe], stdout=subprocess.PIPE)
                        roles = json.loads(result.stdout) if result.returncode == 0 else {}
                    if turn > 0:
                        times[whose].append(time.monotonic() - began)
                        cpu[whose] += (children_cpu_s() - used) / RUNS
            entries = report["events"]
            if views_and_dwell(roles) != views_and_dwell(report["visitors"]["roles"]):
                raise Failure(f"{tools} does not find what the report tells")
            ours, theirs = (statistics.median(times[whose]) for whose in ("ours", "theirs"))
            table.add("logs", f"events a second, kiosk-logs report of {label}, {entries:,} events", ">= 10 x",
                      f"{number(round(entries / ours))}, {theirs / ours:.1f} x", theirs >= 10 * ours,
                      f"{tools} {number(round(entries / theirs))}; {ours:.2f} s and {theirs:.2f} s, medians of {RUNS}; "
                      f"processor time {cpu['ours']:.2f} s and {cpu['theirs']:.2f} s")
