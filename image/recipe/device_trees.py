"""What the devices of a machine need of one another, by the device tree that its kernel is given.

A device is not started before the drivers of its suppliers are there. The properties that name suppliers are those of
Linux (drivers/of/property.c, of_supplier_bindings), their cells those of the Devicetree Specification.
"""
import re
import struct

import libfdt

# A property whose value is a list of: phandle, then as many cells as the supplier's second property says.
LISTS = {
    'clocks': '#clock-cells', 'interconnects': '#interconnect-cells', 'iommus': '#iommu-cells', 'mboxes': '#mbox-cells',
    'io-channels': '#io-channel-cells', 'dmas': '#dma-cells', 'power-domains': '#power-domain-cells',
    'hwlocks': '#hwlock-cells', 'phys': '#phy-cells', 'pwms': '#pwm-cells', 'resets': '#reset-cells',
    'nvmem-cells': '#nvmem-cell-cells', 'interrupts-extended': '#interrupt-cells', 'gpios': '#gpio-cells',
    'gpio': '#gpio-cells'}
GPIO = re.compile(r'.*-gpios?')
# A property whose value is a phandle, or several.
PLAIN = re.compile(r'.*-supply|pinctrl-\d+|ddc|ddc-i2c-bus|firmware|brcm,firmware|mmc-pwrseq|panel|backlight|interrupt-parent')
NONE = [libfdt.NOTFOUND]


def cells(value):
    return struct.unpack(f'>{len(value) // 4}I', value[:len(value) // 4 * 4])


def parent(path):
    return path.rpartition('/')[0] or '/'


class DeviceTree:
    """Nodes by their full path."""

    def __init__(self, blob):
        self.nodes = {}
        self._read(libfdt.Fdt(blob), 0, '/')
        self._by_phandle = {cells(properties['phandle'])[0]: path
                            for path, properties in self.nodes.items() if 'phandle' in properties}

    def _read(self, tree, offset, path):
        properties = self.nodes[path] = {}
        place = tree.first_property_offset(offset, NONE)
        while place >= 0:
            found = tree.get_property_by_offset(place)
            properties[found.name] = bytes(found)
            place = tree.next_property_offset(place, NONE)
        below = tree.first_subnode(offset, NONE)
        while below >= 0:
            self._read(tree, below, f'{path.rstrip("/")}/{tree.get_name(below)}')
            below = tree.next_subnode(below, NONE)

    def compatible(self, path):
        """What the device is, the most exact name first."""
        return [name for name in self.nodes[path].get('compatible', b'').decode().split('\0') if name]

    def is_enabled(self, path):
        """Whether neither the node nor what it lies in is switched off."""
        while path != '/':
            if self.nodes[path].get('status', b'okay\0') not in (b'okay\0', b'ok\0'):
                return False
            path = parent(path)
        return True

    def suppliers(self, path):
        """The devices that must be there first: what it lies in, and what its properties name."""
        found = set() if path == '/' else {parent(path)}
        for name, value in self.nodes[path].items():
            if name in LISTS or GPIO.fullmatch(name):
                found |= self._listed(cells(value), LISTS.get(name, '#gpio-cells'))
            elif PLAIN.fullmatch(name):
                found |= {self._by_phandle[cell] for cell in cells(value) if cell in self._by_phandle}
        return {self._device(node) for node in found}

    def _listed(self, values, size_name):
        found, place = set(), 0
        while place < len(values):
            node = self._by_phandle.get(values[place])
            if node:
                found.add(node)
                place += cells(self.nodes[node].get(size_name, bytes(4)))[0]
            place += 1
        return found

    def _device(self, path):
        """A part of a device, as the setting of a pin, is no device itself."""
        while path != '/' and not self.compatible(path):
            path = parent(path)
        return path

    def with_suppliers(self, paths):
        """These devices and all that they need, directly or not."""
        found, left = set(), list(paths)
        while left:
            path = left.pop()
            if path not in found and self.is_enabled(path):
                found.add(path)
                left += self.suppliers(path)
        return found
