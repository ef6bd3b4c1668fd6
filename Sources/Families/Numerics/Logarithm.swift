import RealModule

/// log(`value`) where 1 − `value` is known as `complement`: accurate near `value` = 1 too.
func logarithm(of value: Double, complement: Double) -> Double {
  complement.magnitude < 0.5 ? Double.log(onePlus: -complement) : Double.log(value)
}
