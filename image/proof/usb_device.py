"""A USB device of any make, at the other end of QEMU's usb-redir: descriptors only, its endpoints never answer.

The protocol is usbredir's (docs/usb-redirection-protocol.md there), with the capabilities that xhci asks for.
"""
import socket
import struct
import threading

HELLO, CONNECT, RESET, INTERFACES, ENDPOINTS = 0, 1, 3, 4, 5
SET_CONFIGURATION, GET_CONFIGURATION, CONFIGURATION = 6, 7, 8
SET_ALTERNATE, GET_ALTERNATE, ALTERNATE = 9, 10, 11
START_INTERRUPT, INTERRUPT_STATUS, CONTROL = 15, 17, 100
# Bits of the capabilities: version in the connection, packet sizes of endpoints, long identifiers, long bulk packets.
CAPABILITIES = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6
STALL = 4
HIGH_SPEED = 2
INTERVAL = 7
BULK, INTERRUPT, INVALID = 2, 3, 255

# Class, subclass, protocol, endpoints as (address, kind).
STORAGE = (0x08, 0x06, 0x50, ((0x81, BULK), (0x02, BULK)))
KEYBOARD = (0x03, 0x01, 0x01, ((0x83, INTERRUPT),))


class UsbDevice:
    def __init__(self, path, vendor, interfaces):
        """`vendor`: four hexadecimal digits; the product is 0001."""
        self.path = path
        self.vendor = int(vendor, 16)
        self.interfaces = interfaces
        self.listener = socket.socket(socket.AF_UNIX)
        self.path.unlink(missing_ok=True)
        self.listener.bind(str(path))
        self.listener.listen(1)
        self.peer = None
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        if self.peer:
            self.peer.close()

    def _device(self):
        return struct.pack('<BBHBBBBHHHBBBB', 18, 1, 0x0200, 0, 0, 0, 64, self.vendor, 1, 0x0100, 0, 0, 0, 1)

    def _configuration(self):
        body = b''
        for number, (kind, subclass, protocol, endpoints) in enumerate(self.interfaces):
            body += struct.pack('<BBBBBBBBB', 9, 4, number, 0, len(endpoints), kind, subclass, protocol, 0)
            if kind == 0x03:  # a HID descriptor: one report descriptor of 63 bytes, which nobody gets
                body += struct.pack('<BBHBBBH', 9, 0x21, 0x0111, 0, 1, 0x22, 63)
            for address, transfer in endpoints:
                body += struct.pack('<BBBBHB', 7, 5, address, transfer, 512 if transfer == BULK else 8, INTERVAL)
        return struct.pack('<BBHBBBBB', 9, 2, 9 + len(body), len(self.interfaces), 1, 0, 0x80, 50) + body

    def _send(self, kind, number, body):
        self.peer.sendall(struct.pack('<IIQ', kind, len(body), number) + body)

    def _introduce(self):
        greeting = b'device of the test'.ljust(64, b'\0') + struct.pack('<I', CAPABILITIES)
        self.peer.sendall(struct.pack('<III', HELLO, len(greeting), 0) + greeting)  # identifiers are short here only
        self._read(struct.unpack('<III', self._read(12))[1])
        columns = [bytearray(32) for _ in range(4)]
        kinds, intervals, owners = bytearray([INVALID] * 32), bytearray(32), bytearray(32)
        kinds[0] = kinds[16] = 0
        for number, (kind, subclass, protocol, endpoints) in enumerate(self.interfaces):
            for column, value in zip(columns, (number, kind, subclass, protocol)):
                column[number] = value
            for address, transfer in endpoints:
                place = (address & 0x0f) | ((address & 0x80) >> 3)
                kinds[place], owners[place] = transfer, number
                intervals[place] = INTERVAL if transfer == INTERRUPT else 0
        self._send(INTERFACES, 0, struct.pack('<I', len(self.interfaces)) + b''.join(columns))
        sizes = struct.pack('<32H', *(512 if kind == BULK else 64 for kind in kinds))
        self._send(ENDPOINTS, 0, bytes(kinds + intervals + owners) + sizes)
        self._send(CONNECT, 0, struct.pack('<BBBBHHH', HIGH_SPEED, 0, 0, 0, self.vendor, 1, 0x0100))

    def _read(self, count):
        data = b''
        while len(data) < count:
            part = self.peer.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def _serve(self):
        try:
            self.peer, _ = self.listener.accept()
            self._introduce()
            while True:
                kind, length, number = struct.unpack('<IIQ', self._read(16))
                self._answer(kind, number, self._read(length))
        except (EOFError, OSError):
            pass

    def _answer(self, kind, number, body):
        if kind == CONTROL:
            self._control(number, body)
        elif kind in (SET_CONFIGURATION, GET_CONFIGURATION):
            self._send(CONFIGURATION, number, bytes([0, 1]))
        elif kind in (SET_ALTERNATE, GET_ALTERNATE):
            self._send(ALTERNATE, number, bytes([0, body[0], 0]))
        elif kind == START_INTERRUPT:
            self._send(INTERRUPT_STATUS, number, bytes([0, body[0]]))

    def _control(self, number, body):
        endpoint, request, direction, _, value, index, length = struct.unpack('<BBBBHHH', body[:10])
        found = None
        if request == 6 and direction == 0x80:
            found = {1: self._device, 2: self._configuration}.get(value >> 8, lambda: None)()
        elif direction & 0x80 == 0:
            found = b''
        data = (found or b'')[:length]
        status = 0 if found is not None else STALL
        size = len(data) if direction & 0x80 else length
        self._send(CONTROL, number, struct.pack('<BBBBHHH', endpoint, request, direction, status, value, index, size) + data)
