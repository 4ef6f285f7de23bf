import Tagging
import Testing

@Suite struct TaggedConditionsTests {
  @Test(
    "Conditions that go together",
    arguments: [
      " select count(*) from<t1> where<c1> =<v0> and<c2> =<v1>",
      " select<c1> where<c2> =<v0> or<c2> =<v1>",
      " select<c1> where<c2> between<v0> and<v1> and<c3> ><v2> and<c3> <<v3>",
      " select<c1> where<c0> in(select<c4> where<c5> =<v0>) and<c0> in(select<c4> where<c5> =<v1>)",
      " select<c1> where<c2> =<v0> union select<c1> where<c2> =<v1>",
      " select<c1> where<c2> =<v0> and b:<c2> =<v1>",
      "no tagged SQL at all; '",
    ])
  func consistent(_ text: String) { #expect(TaggedConditions(text).areConsistent) }

  @Test(
    "Conditions that say a thing twice, or two things of one column",
    arguments: [
      " select count(*) where<c1> is not null and<c1> is not null",
      " select sum(<c1>) where<c2> =<v0> and<c2> =<v1><|end|>",
      " select<c1> where<c2> >= 1 and<c3> between<v0> and<v1> and<c2> >= 1",
      " select<c1> where<c0> in(select<c4> where<c5> =<v0> and<c5> =<v1>)",
      " select<c1>, count(*) filter(where<c2> =<v0> and<c2> =<v0>) group by<c1>",
    ])
  func inconsistent(_ text: String) { #expect(!TaggedConditions(text).areConsistent) }
}
