"""Joins two network namespaces by a link that delays each packet: for kernels without netem.

    delaying_link.py NAMESPACE_A NAMESPACE_B MILLISECONDS

Each namespace gets a device `delayed`, whose packets come out of the other's after so long. Prints
`ready`, and runs until it is killed.
"""

import collections
import contextlib
import ctypes
import fcntl
import os
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADERS = 0x0001 | 0x1000
libc = ctypes.CDLL(None, use_errno=True)


def device_in(namespace):
    with open(f"/var/run/netns/{namespace}") as net:
        if libc.setns(net.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"{namespace} can't be entered")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"delayed", IFF_TUN_WITHOUT_HEADERS))
    return device


def main(a, b, milliseconds):
    delay = float(milliseconds) / 1000
    devices = [device_in(a), device_in(b)]
    waiting = collections.deque()
    print("ready", flush=True)
    while True:
        left = waiting[0][0] - time.monotonic() if waiting else 3600
        # Sleeps end late: the last part of a delay is waited for awake.
        readable, _, _ = select.select(devices, [], [], max(0, left - 0.0002))
        for device in readable:
            packet = os.read(device, 65536)
            other = devices[1 - devices.index(device)]
            waiting.append((time.monotonic() + delay, other, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, device, packet = waiting.popleft()
            # While a device is down, its packets are lost, as on any link.
            with contextlib.suppress(OSError):
                os.write(device, packet)


main(*sys.argv[1:])
