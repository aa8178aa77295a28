"""Pair rows with columns so that the sum of the weights is as large as it can be."""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the best one-to-one pairs (row, column), by row. A weight of 0 or less never pairs.

    The Hungarian method with potentials, cubic in the longer side. Of equally good pairings the
    one found first is kept, so the answer depends on the weights alone.

    >>> assign([[0.9, 0.8], [0.8, 0.0]])
    [(0, 1), (1, 0)]
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    if rows > columns:
        turned = [[weights[r][c] for r in range(rows)] for c in range(columns)]
        return sorted((r, c) for c, r in assign(turned))
    owner = _solve([[-max(weight, 0.0) for weight in row] for row in weights])
    pairs = [(row, column) for column, row in enumerate(owner) if row is not None]
    return sorted((r, c) for r, c in pairs if weights[r][c] > 0)


def _solve(cost: list[list[float]]) -> list[int | None]:
    """Return for each column the row it belongs to; needs no more rows than columns."""
    rows, columns = len(cost), len(cost[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)  # potentials; index 0 is a dummy
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        reach = [float("inf")] * (columns + 1)
        came_from, used = [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            here, step, following = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                gap = cost[here - 1][other - 1] - of_row[here] - of_column[other]
                if gap < reach[other]:
                    reach[other], came_from[other] = gap, column
                if reach[other] < step:
                    step, following = reach[other], other
            for other in range(columns + 1):
                if used[other]:
                    of_row[owner[other]] += step
                    of_column[other] -= step
                else:
                    reach[other] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [row - 1 if row else None for row in owner[1:]]
