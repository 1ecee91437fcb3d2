"""Starts the emulator with our patches. Ends with its parent: stdin is a pipe whose other end only the parent holds."""

import os
import signal
import sys
import threading

import patches


def end_with_parent() -> None:
    """SIGTERM rather than exit: the emulator writes its state only then. Nobody writes to the pipe, so a read returns when the parent is gone."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="end-with-parent").start()


if __name__ == "__main__":
    from ministack.app import main

    patches.apply()
    end_with_parent()
    sys.argv = ["ministack"]
    main()
