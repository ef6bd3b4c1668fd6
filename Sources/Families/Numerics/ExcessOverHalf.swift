/// `probability` − ½, from the smaller of the probability and its complement, which is the one rounded
/// less. Exact, given that one, where both are at least ¼.
func excessOverHalf(_ probability: Double, complement: Double) -> Double {
  probability < complement ? probability - 0.5 : 0.5 - complement
}
