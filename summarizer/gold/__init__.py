"""Gold annotations: their form, their proofs and their files."""

from summarizer.gold.files import Seed as Seed
from summarizer.gold.files import read_gold as read_gold
from summarizer.gold.files import read_seeds as read_seeds
from summarizer.gold.model import Gold as Gold
