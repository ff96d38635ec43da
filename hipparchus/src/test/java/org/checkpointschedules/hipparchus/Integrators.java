package org.checkpointschedules.hipparchus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.EulerIntegrator;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.GillIntegrator;
import org.hipparchus.ode.nonstiff.HighamHall54Integrator;
import org.hipparchus.ode.nonstiff.LutherIntegrator;
import org.hipparchus.ode.nonstiff.MidpointIntegrator;
import org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator;

/// Every integrator that is supported.
final class Integrators {
  private Integrators() {}

  static Map<String, FixedStepRungeKuttaIntegrator> fixed(double step) {
    var fixed = new LinkedHashMap<String, FixedStepRungeKuttaIntegrator>();
    fixed.put("Euler", new EulerIntegrator(step));
    fixed.put("midpoint", new MidpointIntegrator(step));
    fixed.put("classical", new ClassicalRungeKuttaIntegrator(step));
    fixed.put("Gill", new GillIntegrator(step));
    fixed.put("3/8", new ThreeEighthesIntegrator(step));
    fixed.put("Luther", new LutherIntegrator(step));
    return fixed;
  }

  static Map<String, Supplier<ODEIntegrator>> adaptive(double tolerance) {
    var adaptive = new LinkedHashMap<String, Supplier<ODEIntegrator>>();
    adaptive.put(
        "Higham-Hall 5(4)", () -> new HighamHall54Integrator(1e-9, 1, tolerance, tolerance));
    adaptive.put(
        "Dormand-Prince 5(4)", () -> new DormandPrince54Integrator(1e-9, 1, tolerance, tolerance));
    adaptive.put(
        "Dormand-Prince 8(5, 3)",
        () -> new DormandPrince853Integrator(1e-9, 1, tolerance, tolerance));
    return adaptive;
  }

  static Map<String, ODEIntegrator> all(double step, double tolerance) {
    var all = new LinkedHashMap<String, ODEIntegrator>(fixed(step));
    adaptive(tolerance).forEach((name, integrator) -> all.put(name, integrator.get()));
    return all;
  }
}
