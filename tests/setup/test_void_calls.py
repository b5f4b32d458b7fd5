import os
import subprocess
import sys

# PySide6 6.12.0 drops a reference to None at every call that returns nothing; on Python 3.11 that ends the process
# after some 5,000 calls. A short test would not show it.
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app, label = QApplication([]), QLabel()
before = sys.getrefcount(None)
for number in range(10_000):
    label.setText(str(number))
print(label.text(), abs(sys.getrefcount(None) - before) < 1_000)
"""


def test_ten_thousand_calls_of_qt_that_return_nothing_are_survived() -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["9999", "True"]), done.stderr
