"""What docstrings show is what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import evals
import summarizer

MODULES = sorted(
    module.name
    for package in (summarizer, evals)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if "__main__" not in module.name
)


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(module: str) -> None:
    """Every example in a module's docstrings gives what stands below it."""
    assert doctest.testmod(importlib.import_module(module)).failed == 0
