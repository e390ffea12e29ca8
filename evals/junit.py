"""The decision as a JUnit file, for the machines that show test results."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from evals.decision import PASS, Decision


def render(decision: Decision) -> str:
    """A test case for every check, and one for the verdict, so that the file fails exactly when the exit code does."""
    root = ET.Element("testsuites", name="evals")
    suite = ET.SubElement(root, "testsuite", name=decision.label, timestamp=decision.run)
    verdict = ET.SubElement(suite, "testcase", classname="evals", name="verdict")
    if decision.exit_code != PASS:
        ET.SubElement(verdict, "failure", message=_legal(decision.headline))
    for check in decision.checks:
        case = ET.SubElement(suite, "testcase", classname=f"evals.{check.kind}", name=check.name)
        if check.outcome == "fail":
            ET.SubElement(case, "failure", message=_legal(check.says)).text = _legal("\n".join(check.cases))
        elif check.outcome == "not tested":
            ET.SubElement(case, "skipped", message=_legal(check.says))
    suite.set("tests", str(1 + len(decision.checks)))
    suite.set("failures", str((decision.exit_code != PASS) + len(decision.failed)))
    suite.set("skipped", str(sum(check.outcome == "not tested" for check in decision.checks)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _legal(text: str) -> str:
    """Text without the control characters that XML can't hold; a transcript may have them."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
