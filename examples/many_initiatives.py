"""Score thousands of initiatives at once, from a table of what was measured.

Run: python examples/many_initiatives.py
"""

import numpy as np

import collective_impact as ci

MANY = 5000
UNRECORDED = 0.1


def invented_findings(framework: ci.Framework) -> np.ndarray:
    """Return a table of invented findings, one row an initiative, one column a criterion in its own unit."""
    dice = np.random.default_rng(2011)
    worst = np.array([criterion.worst for criterion in framework.criteria])
    best = np.array([criterion.best for criterion in framework.criteria])
    raw: np.ndarray = worst + (best - worst) * dice.beta(3, 2, size=(MANY, len(framework.criteria)))
    raw[dice.uniform(size=raw.shape) < UNRECORDED] = np.nan
    return raw


def main() -> None:
    """Print how the conditions score across all initiatives, and how many can be scored at all."""
    framework = ci.FIVE_CONDITIONS
    X = framework.normalize(invented_findings(framework))
    scores = ci.score(framework, X)

    print(f"{MANY} initiatives, {len(framework.criteria)} criteria, {np.isnan(X).mean():.0%} of the cells missing")
    for condition in framework.top:
        column = scores.column(condition.path)
        low, middle, high = np.nanquantile(column.value, [0.1, 0.5, 0.9])
        scored = np.isfinite(column.value).mean()
        print(f"  {condition.label:<31} {middle:3.0f} ({low:.0f}–{high:.0f} for the middle 80 %), {scored:.0%} scored")

    overall = scores.column("overall")
    width = (overall.high - overall.low).mean()
    print(f"Overall: {np.isfinite(overall.value).mean():.0%} scored; bounds are {width:.0f} points wide on average")


if __name__ == "__main__":
    main()
