# SPDX-License-Identifier: GPL-2.0-or-later
"""Running programs and taking their time, processor, memory and answers."""

import os
import statistics
import subprocess
import sys
import time

BUSY_SECONDS = 3
MAX_BUSY = 0.1  # of the processors' time, before we begin
COLD_RUNS = 30
WARM_ROUNDS = 6   # of each query before those that count: JIT compilers
TIMED_ROUNDS = 7
ENOUGH_SECONDS = 60  # no further repeat of what took so long


class Failed(Exception):
    """A program ended badly; the text says which and how."""


def busy():
    """The share of the processors' time that others take just now.

    Not the load: that still counts the compiler that has just ended.
    """
    def ticks():
        with open('/proc/stat') as stat:
            times = [int(word) for word in stat.readline().split()[1:9]]
        return sum(times), times[3] + times[4]  # all; idle and waiting

    before = ticks()
    time.sleep(BUSY_SECONDS)
    passed, idle = (b - a for a, b in zip(before, ticks()))
    return 1 - idle / max(1, passed)


def check_idle():
    """busy(), if it is little enough to go on or we are forced to."""
    share = busy()
    word = 'the machine is %.0f %% busy' % (100 * share)
    if share > MAX_BUSY and os.environ.get('BENCH_FORCE') != '1':
        sys.exit('bench: %s: figures taken now would be noise; wait, or go on '
                 'with BENCH_FORCE=1' % word)
    if share > MAX_BUSY:
        print('bench: warning: ' + word, file=sys.stderr)
    return share


def spawn(argv, env=None, log=None):
    """Run to the end; its wall seconds and resources.

    By posix_spawn: what a fork of this process costs is not the program's.
    """
    log = log or os.devnull
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND,
         0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, env or os.environ,
                          file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise Failed('%s failed, see %s' % (' '.join(argv), log))
    return wall, used


def run(argv, env=None, log=None, prepare=lambda: None, repeats=None):
    """Medians over some runs: wall and processor seconds, peak bytes."""
    repeats = repeats or int(os.environ.get('BENCH_REPEATS', '3'))
    walls, processors, peaks = [], [], []
    while len(walls) < repeats and sum(walls) < ENOUGH_SECONDS:
        prepare()
        wall, used = spawn(argv, env, log)
        walls.append(wall)
        processors.append(used.ru_utime + used.ru_stime)
        peaks.append(used.ru_maxrss * 1024)
    return {'wall': statistics.median(walls),
            'cpu': statistics.median(processors),
            'peak': statistics.median(peaks), 'runs': len(walls)}


def cold(commands):
    """Median milliseconds of fresh processes.

    commands: name -> a list of argv.  They take turns, so that what disturbs
    the machine disturbs all.
    """
    walls = {name: [] for name in commands}
    for i in range(COLD_RUNS):
        for name, argvs in commands.items():
            walls[name].append(spawn(argvs[i % len(argvs)])[0])
    return {name: statistics.median(w) * 1e3 for name, w in walls.items()}


def ask(argv, queries, env=None):
    """Send (id, text) lines to a driver: (id, microseconds, matches) each."""
    lines = ''.join('%s\t%s\n' % query for query in queries)
    done = subprocess.run(argv, input=lines, env=env, text=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    answers = [line.split('\t') for line in done.stderr.splitlines()
               if line.count('\t') == 2]
    if len(answers) != len(queries):
        raise Failed('%s answered %d of %d queries: %s' % (
            ' '.join(argv), len(answers), len(queries),
            done.stderr.strip()[-300:]))
    return [(name, float(usec), int(n)) for name, usec, n in answers]


def latencies(argv, queries, env=None):
    """Median microseconds of each query, by its id, after warming up."""
    answers = ask(argv, queries * (WARM_ROUNDS + TIMED_ROUNDS), env)
    times = {}
    for name, usec, _ in answers[len(queries) * WARM_ROUNDS:]:
        times.setdefault(name, []).append(usec)
    return {name: statistics.median(t) for name, t in times.items()}


def percentile(values, percent):
    """By nearest rank."""
    values = sorted(values)
    return values[max(0, -(-len(values) * percent // 100) - 1)]


def summary(values):
    values = list(values)
    return {'median': statistics.median(values), 'mean':
            statistics.fmean(values), 'p99': percentile(values, 99)}


def machine():
    model = next(line.split(':')[1].strip() for line in open('/proc/cpuinfo')
                 if line.startswith('model name'))
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES')
    return '%s, %d processors, %.0f GiB, Linux %s' % (
        model, os.cpu_count(), memory / 2**30, os.uname().release)
