/// Words that say how something is asked, not what about: they name nothing in any database.
enum AskingWords {
  static let all: Set<String> = ValueIndex.stopWords.union(
    """
    please could tell get display return identify compare calculate compute sum are hi hello hey need want select sort rank
    print report break whose why let only also now so among between during since ever never still yet just about after
    before above below over under within without into onto across along through until till least most highest lowest
    largest smallest biggest longest shortest newest oldest latest earliest cheapest best worst first last next previous
    same different distinct unique separate alphabetical alphabetically descending ascending sorted ordered ranked grouped
    by per many much few fewer several both either neither none nobody nothing anyone anything someone something
    percent percentage share ratio rate proportion average mean median maximum minimum max min overall altogether
    respectively including excluding except instead together alone such like likely carry carries carried hold holds held
    made make makes making got gets come comes came went goes gone been being had having its his her him she they them
    this these those here one ones year years month months day days week weeks quarter quarters date dates time times
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
