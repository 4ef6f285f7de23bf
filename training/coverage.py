#!/usr/bin/env python3
"""Says which statements and which turns of phrase of people's pairs the synthesizer never makes.

  dragoman synthesize --snapshots DIR --people PAIRS --count 120 --output ROWS      natural and synthetic rows of the same schemas
  python3 training/coverage.py ROWS [ROWS …] [--worst 40]

A statement's skeleton is its tagged SQL with columns as C, literals as V and plain conditions as F, several of them as two;
joins that can be understood are left out. A natural row is covered when some synthetic row has its skeleton. Of the questions, with
marked names as X and values as V, it counts the runs of two to four words that no synthetic question has.
"""
import argparse
import collections
import json
import re

TOKEN = re.compile(r"[bo]:\s*<c\d+>|<[ctv]\d+>|'(?:[^']|'')*'|->>|[<>]=|<>|\d+(?:\.\d+)?|\w+|\S")


def letter(token):
    if token.startswith(("b:", "o:")):
        return token[0].upper() + "C"
    if token.startswith("<") and len(token) > 2 and token[1] in "ctv":
        return token[1].upper()
    if token[0] == "'" or token[0].isdigit():
        return "V"
    return token


def skeleton(completion):
    text = " ".join(letter(token) for token in TOKEN.findall(completion.split("<|end|>")[0]))
    text = re.sub(r" (?:asc|desc|nulls first|nulls last)\b", "", text)
    # Whether FROM is written out or understood is the writer's business, and so is the order of what is selected.
    text = re.sub(r" from T(?: (?:left )?join T(?: on \(? ?\w*C = \w*C(?: and \w*C = \w*C)* ?\)?)?)*", "", text)
    text = re.sub(r"\( (\( (?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)) \)", r"\1", text)
    text = re.sub(r"select (distinct )?count \( \* \) , ((?:C , )*C)", r"select \1\2 , count ( * )", text)
    text = re.sub(r"select (\w+ \( C \)) , ((?:C , )*C)", r"select \2 , \1", text)
    text = re.sub(r"\bC(?: , C)+", "C", text)
    # A condition is a condition, whatever its sign; several in a row are as good as two.
    text = re.sub(r"C (?:not )?in \( V(?: , V)* \)|C (?:not )?(?:between V and V|(?:i?like|starts|ends) V)|C is (?:not )?null", "F", text)
    text = re.sub(r"(?:not )?C (?:>=|<=|<>|[<>]|=|in) V|V = any \( C \)", "F", text)
    text = re.sub(r"\( F(?: or F)+ \)|F(?: or F)+", "F or F", text)
    text = re.sub(r"F(?: and F(?: or F)?)+", "F and F", text)
    text = re.sub(r"(having (?:count \( \* \)|\w+ \( (?:distinct )?C \))) (?:>=|<=|[<>]|=) V", r"\1 ? V", text)
    text = re.sub(r"(C|\)) (?:>=|<=|[<>]|=) (?=\()", r"\1 ? ", text)
    return text


MARKED = re.compile(r"((?:<[tcv]\d+>)+) ?(\S+)")
WORDS = re.compile(r"[XV]|[a-z']+|[?.,;:!]")


def phrase(prompt):
    """A question's words, its marked names as X and its values as V, runs of them as one."""
    text = prompt.split("<|question|>")[-1].split("<|links|>")[0].lower()
    text = MARKED.sub(lambda found: (" V" if "<v" in found[1] else " X") + " " + re.sub(r"^.*?([?.,;:!]*)$", r"\1", found[2]), text)
    words = ["^"]
    for word in WORDS.findall(text):
        if word != words[-1] or word not in "XV":
            words.append(word)
    return words + ["$"]


def runs(words, length):
    return [" ".join(words[at:at + length]) for at in range(len(words) - length + 1)]


def words_report(made, asked, worst):
    for length in (2, 3, 4):
        known = {run for words in made for run in runs(words, length)}
        all_of = [run for words in asked for run in runs(words, length)]
        strange = collections.Counter(run for run in all_of if run not in known)
        print(f"runs of {length} words never made: {100 * sum(strange.values()) / max(1, len(all_of)):.1f} % of {len(all_of)}; "
              + "; ".join(f"{run} {number}" for run, number in strange.most_common(worst)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--worst", type=int, default=40)
    options = parser.parse_args()
    made, asked, said, questions = set(), [], [], []
    for path in options.rows:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                shape = skeleton(row["completion"])
                if row["shape"].startswith("natural."):
                    asked.append((row["shape"], shape, row["prompt"]))
                    questions.append(phrase(row["prompt"]))
                else:
                    made.add(shape)
                    said.append(phrase(row["prompt"]))
    classes = collections.defaultdict(lambda: [0, 0])
    missing = collections.Counter()
    example = {}
    for kind, shape, prompt in asked:
        classes[kind][0] += 1
        if shape in made:
            classes[kind][1] += 1
        else:
            missing[shape] += 1
            example.setdefault(shape, prompt.split("<|question|>")[-1].split("<|links|>")[0].strip())
    print(f"{len(made)} synthetic skeletons; {len(asked)} natural pairs")
    for kind, (all_of, covered) in sorted(classes.items()):
        print(f"  {kind:20} {covered:5} of {all_of:5}  {100 * covered / all_of:5.1f} %")
    covered = sum(one for _, one in classes.values())
    print(f"  {'all':20} {covered:5} of {len(asked):5}  {100 * covered / max(1, len(asked)):5.1f} %")
    words_report(said, questions, options.worst)
    for shape, number in missing.most_common(options.worst):
        print(f"{number:5}  {shape}\n       {example[shape][:150]}")


if __name__ == "__main__":
    main()
