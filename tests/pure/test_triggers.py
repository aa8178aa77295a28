import pytest

from summarizer.extract.rules.triggers import find_triggers, load_triggers

EXAMPLES = [(t.id, line, True) for t in load_triggers() for line in t.yes]
EXAMPLES += [(t.id, line, False) for t in load_triggers() for line in t.no]


@pytest.mark.parametrize(("entry", "line", "expected"), EXAMPLES)
def test_every_entry_of_the_event_lexicon_keeps_its_own_examples(entry, line, expected):
    """A `yes` line is read by its entry, a `no` line is not."""
    found = any(hit.trigger.id == entry for hit in find_triggers(line))
    assert found is expected


def test_a_trigger_keeps_its_place_in_capitals():
    """Offsets point at the printed words, whatever their case."""
    text = "TROOPS CLASHED WITH REBELS."
    [hit] = find_triggers(text, offset=10)
    assert (hit.start, hit.end, hit.text) == (17, 24, "CLASHED")


def test_ids_are_unique():
    """Two entries of one name could not be told apart in `rule`."""
    ids = [trigger.id for trigger in load_triggers()]
    assert len(ids) == len(set(ids))
