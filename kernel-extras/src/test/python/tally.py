"""Counts the tests that ran, from the reports of Maven and pytest; fails if one failed or none ran.

usage: tally.py CHECKOUT
"""

import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def tally(reports: list[Path]) -> tuple[int, int, int]:
    """Passed, failed and skipped."""
    suites = [suite for report in reports for suite in xml.parse(report).iter("testsuite")]

    def count(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed, skipped = count("failures") + count("errors"), count("skipped")
    return count("tests") - failed - skipped, failed, skipped


if __name__ == "__main__":
    checkout = Path(sys.argv[1])
    maven = checkout.glob("*/target/surefire-reports/TEST-*.xml")
    passed, failed, skipped = tally([*maven, *checkout.glob("target/pytest.xml")])
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(failed > 0 or passed == 0)
