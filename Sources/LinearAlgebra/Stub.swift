public func quadraticForm(_ v: [Double], _ m: Matrix) -> Double { 0 }
