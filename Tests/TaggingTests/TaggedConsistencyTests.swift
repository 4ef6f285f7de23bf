import Tagging
import Testing

@Suite struct TaggedConsistencyTests {
  @Test(
    "Answers that make sense",
    arguments: [
      " select count(*) from<t1> where<c1> =<v0> and<c2> =<v1>",
      " select<c1> where<c2> =<v0> or<c2> =<v1>",
      " select<c1> where<c2> between<v0> and<v1> and<c3> ><v2> and<c3> <<v3>",
      " select<c1> where<c0> in(select<c4> where<c5> =<v0>) and<c0> in(select<c4> where<c5> =<v1>)",
      " select<c1> where<c2> =<v0> union select<c1> where<c2> =<v1>",
      " select<c1> where<c2> =<v0> and b:<c2> =<v1>",
      " select<c1>,<c2> where<c2> =<v0>",
      " select<c1>, count(*) where<c2> is null group by<c1>",
      " select max(<c1>), min(<c1>),<c2>, b:<c2> group by<c2>, b:<c2>",
      "no tagged SQL at all; '",
    ])
  func consistent(_ text: String) { #expect(TaggedConsistency(text).holds) }

  @Test(
    "Answers that say a thing twice, two things of one column, or nothing new",
    arguments: [
      " select count(*) where<c1> is not null and<c1> is not null",
      " select sum(<c1>) where<c2> =<v0> and<c2> =<v1><|end|>",
      " select<c1> where<c2> >= 1 and<c3> between<v0> and<v1> and<c2> >= 1",
      " select<c1> where<c0> in(select<c4> where<c5> =<v0> and<c5> =<v1>)",
      " select<c1>, count(*) filter(where<c2> =<v0> and<c2> =<v0>) group by<c1>",
      " select<c1>,<c2>,<c1> order by<c3>",
      " select max(<c1>), max(<c1>),<c2> group by<c2>",
      " select<c1> where<c2> =<v0> and<c2> in(<v0>,<v1>)",
      " select<c2> where<c2> =<v0> and<c1> ><v1>",
      " select<c1>, avg(<c2>) where<c1> is null group by<c1>",
    ])
  func inconsistent(_ text: String) { #expect(!TaggedConsistency(text).holds) }
}
