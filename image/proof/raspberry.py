"""Scenario: the Pi that QEMU knows. It has a Pi 3's processor and card slot, but no display and no GPU."""
import subprocess

from failure import Failure


def raspberry_pi_3(proof):
    """QEMU's Pi 3 finds the card by the drivers and the device tree that the image brings, verifies the root, grows the data
    and reaches the log. Then the watchdog is opened, for which QEMU restarts at once: that is the end."""
    with proof.kiosk('raspberry_pi_3') as kiosk:
        boot = proof.workshop.boot
        command = [*proof.workshop.qemu(), '-M', 'raspi3b', '-m', '1024', '-display', 'none', '-serial', 'none',
                   '-no-reboot', '-kernel', boot / 'vmlinuz', '-dtb', boot / 'bcm2837-rpi-3-b.dtb',
                   '-initrd', boot / 'initrd.img', '-append', proof.workshop.options(),
                   '-drive', f'file={kiosk.card.disk},format=qcow2,if=sd']
        try:
            subprocess.run([str(word) for word in command], env=proof.workshop.environment(), timeout=180, check=False,
                           capture_output=True)
        except subprocess.TimeoutExpired:
            pass  # what lies on the card says more
        journal = kiosk.card.journal()
    for words in ('on Raspberry Pi 3 Model B', 'root verified', 'data partition grown'):
        if not any(words in str(entry.get('MESSAGE')) for entry in journal):
            raise Failure(f'the log has no "{words}"; its last lines: {[entry.get("MESSAGE") for entry in journal[-5:]]}')
