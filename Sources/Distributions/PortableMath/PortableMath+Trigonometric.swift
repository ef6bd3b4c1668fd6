extension PortableMath {
  /// sin πx, exact at multiples of ½; NaN for infinity.
  package static func sinPi(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    let (r, quadrant) = reduced(x)
    switch quadrant {
    case 0: return nearSine(r)
    case 1: return nearCosine(r)
    case 2: return -nearSine(r)
    default: return -nearCosine(r)
    }
  }

  /// cos πx, exact at multiples of ½; NaN for infinity.
  package static func cosPi(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    let (r, quadrant) = reduced(x)
    switch quadrant {
    case 0: return nearCosine(r)
    case 1: return -nearSine(r)
    case 2: return -nearCosine(r)
    default: return nearSine(r)
    }
  }

  /// x = 2m + quadrant/2 + r with |r| ≤ ¼, without rounding.
  private static func reduced(_ x: Double) -> (r: Double, quadrant: Int) {
    let turn = x.truncatingRemainder(dividingBy: 2)
    let halves = (2 * turn).rounded(.toNearestOrEven)
    return (turn - 0.5 * halves, (Int(halves) + 4) % 4)
  }

  /// sin πr for |r| ≤ ¼ by its Taylor series.
  private static func nearSine(_ r: Double) -> Double {
    let z = r * r
    var series = -2.1915353447830217e-05
    series = series * z + 0.00046630280576761255
    series = series * z - 0.0073704309457143504
    series = series * z + 0.08214588661112823
    series = series * z - 0.5992645293207921
    series = series * z + 2.5501640398773455
    series = series * z - 5.16771278004997
    return r * 0x1.921fb54442d18p+1 + (r * 0x1.1a62633145c07p-53 + r * z * series)
  }

  /// cos πr for |r| ≤ ¼ by its Taylor series.
  private static func nearCosine(_ r: Double) -> Double {
    let z = r * r
    var series = 4.303069587032947e-06
    series = series * z - 0.0001046381049248457
    series = series * z + 0.0019295743094039231
    series = series * z - 0.02580689139001406
    series = series * z + 0.2353306303588932
    series = series * z - 1.3352627688545895
    series = series * z + 4.0587121264167685
    return 1 + z * (series * z - 4.934802200544679)
  }
}
