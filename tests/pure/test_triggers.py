from summarizer.extract.rules.triggers import find_triggers, load_triggers


def test_a_trigger_keeps_its_place_in_capitals():
    """Offsets point at the printed words, whatever their case."""
    text = "TROOPS CLASHED WITH REBELS."
    [hit] = find_triggers(text, offset=10)
    assert (hit.start, hit.end, hit.text) == (17, 24, "CLASHED")


def test_ids_are_unique():
    """Two entries of one name could not be told apart in `rule`."""
    ids = [trigger.id for trigger in load_triggers()]
    assert len(ids) == len(set(ids))
