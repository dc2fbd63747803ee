"""Fernet by Python's cryptography: median operations a second, as JSON. Arguments: bytes of content, rounds of a second each."""
import json
import os
import statistics
import sys
import time

try:
    from cryptography.fernet import Fernet
except ImportError:
    sys.exit(3)

size, rounds = int(sys.argv[1]), int(sys.argv[2])
fernet = Fernet(Fernet.generate_key())
content = os.urandom(size)
token = fernet.encrypt(content)


def per_second(act):
    rates = []
    for number in range(rounds + 1):
        count, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < 1:
            for _ in range(100):
                act()
            count += 100
        if number > 0:
            rates.append(count / (time.perf_counter() - begin))
    return statistics.median(rates)


print(json.dumps({"encrypt": per_second(lambda: fernet.encrypt(content)), "decrypt": per_second(lambda: fernet.decrypt(token))}))
