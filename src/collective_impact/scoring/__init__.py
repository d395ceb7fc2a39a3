"""From findings to scores: frameworks, one engine over arrays, scorecards that explain themselves."""
