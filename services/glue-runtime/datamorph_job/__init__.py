"""The parts of the job runner: what runner.py composes, shipped to Glue beside it."""
