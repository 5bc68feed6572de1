"""A USB device of any make, at the other end of QEMU's usb-redir: its descriptors, and what it sends by itself.

The protocol is usbredir's (docs/usb-redirection-protocol.md there), with the capabilities that xhci asks for.
"""
import socket
import struct
import threading
import time

HELLO, CONNECT, RESET, INTERFACES, ENDPOINTS = 0, 1, 3, 4, 5
SET_CONFIGURATION, GET_CONFIGURATION, CONFIGURATION = 6, 7, 8
SET_ALTERNATE, GET_ALTERNATE, ALTERNATE = 9, 10, 11
START_INTERRUPT, INTERRUPT_STATUS, CONTROL, INTERRUPT_PACKET = 15, 17, 100, 103
# Bits of the capabilities: version in the connection, packet sizes of endpoints, long identifiers, long bulk packets.
CAPABILITIES = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6
STALL = 4
HIGH_SPEED = 2
INTERVAL = 7
BULK, INTERRUPT, INVALID = 2, 3, 255

# Class, subclass, protocol, endpoints as (address, kind).
STORAGE = (0x08, 0x06, 0x50, ((0x81, BULK), (0x02, BULK)))
KEYBOARD = (0x03, 0x01, 0x01, ((0x83, INTERRUPT),))
# What a touch screen says; its reports are those of a keyboard.
LYING_KEYBOARD = (0x03, 0x00, 0x00, ((0x83, INTERRUPT),))
MOUSE = (0x03, 0x01, 0x02, ((0x83, INTERRUPT),))
# Networks of gadgets: CDC Ethernet, CDC NCM and Windows' RNDIS, each with its second interface; and the chip of a Pi 3 (LAN9514).
ETHERNET = [(0x02, 0x06, 0x00, ((0x83, INTERRUPT),)), (0x0a, 0x00, 0x00, ((0x81, BULK), (0x02, BULK)))]
NCM = [(0x02, 0x0d, 0x00, ((0x83, INTERRUPT),)), (0x0a, 0x00, 0x01, ((0x81, BULK), (0x02, BULK)))]
RNDIS = [(0xe0, 0x01, 0x03, ((0x83, INTERRUPT),)), (0x0a, 0x00, 0x00, ((0x81, BULK), (0x02, BULK)))]
LAN9514 = [(0xff, 0x00, 0xff, ((0x81, BULK), (0x02, BULK), (0x83, INTERRUPT)))]

# Of HID 1.11, appendices E.6 and E.10: the keyboard and the mouse that a BIOS knows.
KEYBOARD_REPORTS = bytes.fromhex(
    '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507'
    '190029658100c0')
MOUSE_REPORTS = bytes.fromhex('05010902a1010901a100050919012903150025019503750181029501750581010501093009311581257f'
                              '750895028106c0c0')
REPORTS = {KEYBOARD: KEYBOARD_REPORTS, LYING_KEYBOARD: KEYBOARD_REPORTS, MOUSE: MOUSE_REPORTS}
TAB, ENTER = 0x2b, 0x28


class UsbDevice:
    def __init__(self, path, vendor, interfaces, product='0001'):
        """`vendor`, `product`: four hexadecimal digits."""
        self.path = path
        self.vendor = int(vendor, 16)
        self.product = int(product, 16)
        self.interfaces = interfaces
        self.sending = threading.Lock()
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
        return struct.pack('<BBHBBBBHHHBBBB', 18, 1, 0x0200, 0, 0, 0, 64, self.vendor, self.product, 0x0100,
                           0, 0, 0, 1)

    def _configuration(self):
        body = b''
        for number, interface in enumerate(self.interfaces):
            kind, subclass, protocol, endpoints = interface
            body += struct.pack('<BBBBBBBBB', 9, 4, number, 0, len(endpoints), kind, subclass, protocol, 0)
            if kind == 0x03:  # a HID descriptor: one report descriptor
                body += struct.pack('<BBHBBBH', 9, 0x21, 0x0111, 0, 1, 0x22, len(REPORTS[interface]))
            for address, transfer in endpoints:
                body += struct.pack('<BBBBHB', 7, 5, address, transfer, 512 if transfer == BULK else 8, INTERVAL)
        return struct.pack('<BBHBBBBB', 9, 2, 9 + len(body), len(self.interfaces), 1, 0, 0x80, 50) + body

    def press(self, key):
        """A key of a keyboard, down and up: HID Usage Tables, page 7."""
        for pressed in (key, 0):
            data = bytes([0, 0, pressed, 0, 0, 0, 0, 0])
            self._send(INTERRUPT_PACKET, 0, struct.pack('<BBH', 0x83, 0, len(data)) + data)
            time.sleep(0.1)

    def _send(self, kind, number, body):
        with self.sending:
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
        self._send(CONNECT, 0, struct.pack('<BBBBHHH', HIGH_SPEED, 0, 0, 0, self.vendor, self.product, 0x0100))

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
        elif request == 6 and direction == 0x81 and value >> 8 == 0x22 and index < len(self.interfaces):
            found = REPORTS.get(self.interfaces[index])
        elif direction & 0x80 == 0:
            found = b''
        data = (found or b'')[:length]
        status = 0 if found is not None else STALL
        size = len(data) if direction & 0x80 else length
        self._send(CONTROL, number, struct.pack('<BBBBHHH', endpoint, request, direction, status, value, index, size) + data)
