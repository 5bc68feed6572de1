"""QEMU's control socket (QEMU Machine Protocol)."""
import json
import socket
import time

from failure import Failure, wait_for


class Qmp:
    def __init__(self, path, process):
        self.socket = socket.socket(socket.AF_UNIX)
        for _ in range(300):
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                if process.poll() is not None:
                    raise Failure('QEMU ended at once: see qemu.log') from None
                time.sleep(0.1)
        self.lines = self.socket.makefile('rw')
        self.events = []  # names, oldest first; they come in with the answers
        self.lines.readline()
        self.ask('qmp_capabilities')

    def ask(self, command, **arguments):
        self.lines.write(json.dumps({'execute': command, 'arguments': arguments}) + '\n')
        self.lines.flush()
        while True:
            line = self.lines.readline()
            if not line:
                raise Failure(f'QEMU is gone before it answered {command}')
            answer = json.loads(line)
            if 'return' in answer:
                return answer['return']
            if 'error' in answer:
                raise Failure(f'QEMU refuses {command}: {answer["error"]["desc"]}')
            if 'event' in answer:
                self.events.append(answer['event'])

    def save_state(self, path):
        """The whole machine's memory and devices; it stands still afterwards."""
        self.ask('stop')
        self._map_memory()
        self.ask('migrate', uri=f'file:{path}')

        def is_done():
            status = self.ask('query-migrate')
            if status.get('status') == 'failed':
                raise Failure(f'the state cannot be saved: {status.get("error-desc")}')
            return status.get('status') == 'completed'
        wait_for('the saved state', 120, is_done, every=0.2)

    def go_on_from(self, path):
        """What save_state() has saved, on a machine that waits for it (-incoming defer)."""
        self._map_memory()
        self.ask('migrate-incoming', uri=f'file:{path}')
        wait_for('the state', 120, lambda: self.ask('query-status')['status'] != 'inmigrate', every=0.05)
        self.ask('cont')

    def _map_memory(self):
        """Each page has its place in the file, which is read a good deal faster than one page after the other."""
        self.ask('migrate-set-capabilities', capabilities=[{'capability': 'mapped-ram', 'state': True}])

    def close(self):
        self.lines.close()
        self.socket.close()
