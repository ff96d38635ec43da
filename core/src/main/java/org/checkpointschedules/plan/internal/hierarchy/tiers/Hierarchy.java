package org.checkpointschedules.plan.internal.hierarchy.tiers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// A storage hierarchy brought into the form that the mathematics of docs/planning.md section 2
/// wants: tier 0 is free (it may have no slots), the tiers above have whole costs that do not
/// decrease, no two neighbours cost the same, none is empty.
///
/// Levels of equal costs share a tier, since to the cost it is all the same which of them holds an
/// entry; the positions of a tier are given to its levels in order. All costs are divided by their
/// greatest common divisor, so that two plans differ by a whole number, and by 1 at least where
/// they differ.
///
/// Free forward steps are a limit case. Every schedule loads restart data `n - 1` times and stores
/// it once at least; the first level that has slots does both at the least price, so that with
/// `forward = 0` this level alone is optimal: with one slot where writing costs, else binomially.
public final class Hierarchy {
  /// Scaled costs stay below this, so that products with a number of steps have room.
  private static final int COST_BITS = 60;

  public final long steps;
  public final StepCosts costs;

  /// Cost of a forward step, in units of `unit`.
  public final long forward;

  /// The number of tiers above tier 0.
  public final int top;

  private final long[] slots;
  private final long[] write;
  private final long[] read;
  private final List<List<Level>> members;
  private final Priced[] prices;
  private final boolean forwardIsFree;

  /// What one unit of the whole costs is worth.
  public final BigDecimal unit;

  /// A level and the prices to plan with, normally its own costs.
  public record Priced(Level level, BigDecimal write, BigDecimal read) {
    public static Priced asIs(Level level) {
      return new Priced(level, level.writeCost(), level.readCost());
    }

    private boolean sameAs(Priced other) {
      return write.equals(other.write)
          && read.equals(other.read)
          && level.writeCost().equals(other.level.writeCost())
          && level.readCost().equals(other.level.readCost());
    }
  }

  /// @param levels levels whose prices do not decrease
  public Hierarchy(long steps, List<Priced> levels, StepCosts costs) {
    this.steps = steps;
    this.costs = costs;
    var used = levels.stream().filter(priced -> priced.level.slots() > 0).toList();
    forwardIsFree = costs.forward().signum() == 0;
    if (forwardIsFree && !used.isEmpty()) {
      used = used.subList(0, 1);
    }
    List<List<Priced>> tiers = tiers(used, forwardIsFree);
    members = tiers.stream().map(tier -> tier.stream().map(Priced::level).toList()).toList();
    prices =
        tiers.stream().map(tier -> tier.isEmpty() ? null : tier.getFirst()).toArray(Priced[]::new);
    top = members.size() - 1;
    slots = new long[top + 1];
    write = new long[top + 1];
    read = new long[top + 1];
    for (int tier = 0; tier <= top; tier++) {
      for (Level level : members.get(tier)) {
        slots[tier] = Math.min(steps, slots[tier] + Math.min(steps, level.slots()));
      }
    }
    if (forwardIsFree) {
      if (!used.isEmpty() && used.getFirst().write.signum() > 0) {
        slots[0] = 1;
      }
      forward = 1;
      unit = BigDecimal.ZERO;
    } else {
      int scale = scale();
      BigInteger divisor = divisor(scale);
      unit = new BigDecimal(divisor, scale);
      forward = whole("forward cost", costs.forward(), scale, divisor);
      for (int tier = 1; tier <= top; tier++) {
        String name = prices[tier].level.location().name();
        write[tier] = whole(name + " write cost", prices[tier].write, scale, divisor);
        read[tier] = whole(name + " read cost", prices[tier].read, scale, divisor);
      }
    }
  }

  private Hierarchy(Hierarchy full, long readLess) {
    steps = full.steps;
    costs = full.costs;
    forward = full.forward;
    top = full.top;
    slots = full.slots;
    write = full.write;
    read = full.read.clone();
    members = full.members;
    prices = full.prices;
    forwardIsFree = full.forwardIsFree;
    unit = full.unit;
    for (int tier = 1; tier <= top; tier++) {
      read[tier] -= readLess;
    }
  }

  /// The same with the least read taken off all reads. Where tier 0 has no slots, every step but
  /// the first to be reversed is loaded from some tier above, `n - 1` loads in all; so this changes
  /// the cost of every plan by the same amount.
  public Hierarchy withoutLeastRead() {
    return new Hierarchy(this, read[1]);
  }

  private static List<List<Priced>> tiers(List<Priced> used, boolean forwardIsFree) {
    var tiers = new ArrayList<List<Priced>>();
    tiers.add(new ArrayList<>());
    for (Priced priced : used) {
      boolean free = priced.write.signum() == 0 && priced.read.signum() == 0;
      List<Priced> last = tiers.getLast();
      boolean same = tiers.size() == 1 ? free || forwardIsFree : last.getFirst().sameAs(priced);
      if (!same) {
        tiers.add(new ArrayList<>());
      }
      tiers.getLast().add(priced);
    }
    return tiers;
  }

  private int scale() {
    int scale = costs.forward().scale();
    for (int tier = 1; tier <= top; tier++) {
      scale = Math.max(scale, Math.max(prices[tier].write.scale(), prices[tier].read.scale()));
    }
    return scale;
  }

  private BigInteger divisor(int scale) {
    BigInteger divisor = costs.forward().setScale(scale).unscaledValue();
    for (int tier = 1; tier <= top; tier++) {
      divisor = divisor.gcd(prices[tier].write.setScale(scale).unscaledValue());
      divisor = divisor.gcd(prices[tier].read.setScale(scale).unscaledValue());
    }
    return divisor;
  }

  private static long whole(String name, BigDecimal cost, int scale, BigInteger divisor) {
    BigInteger whole = cost.setScale(scale).unscaledValue().divide(divisor);
    if (whole.bitLength() > COST_BITS) {
      throw new InvalidArgumentException(
          name, cost, "at most 2^" + COST_BITS + " times the costs' greatest common divisor");
    }
    return whole.longValueExact();
  }

  /// Whether forward steps cost nothing; then [#forward] is 1, and tier 0 has costs.
  public boolean forwardIsFree() {
    return forwardIsFree;
  }

  /// How many entries the tier holds, at most [#steps].
  public long slots(int tier) {
    return slots[tier];
  }

  /// The price of storing an entry in the tier.
  public long write(int tier) {
    return write[tier];
  }

  /// The price of loading an entry from the tier.
  public long read(int tier) {
    return read[tier];
  }

  /// The number of slots of all tiers, at most `2^62`.
  public long allSlots() {
    long all = 0;
    for (long count : slots) {
      all = SaturatingLong.sum(all, count);
    }
    return all;
  }

  /// The levels that share the tier.
  public List<Level> members(int tier) {
    return members.get(tier);
  }

  /// Whether the level belongs to the tier.
  public boolean holds(int tier, StorageLocation location) {
    return members.get(tier).stream().anyMatch(level -> level.location().equals(location));
  }

  /// The level that position `0 <= position < slots(tier)` of the tier belongs to.
  public StorageLocation location(int tier, long position) {
    for (Level level : members.get(tier)) {
      if (position < level.slots()) {
        return level.location();
      }
      position -= level.slots();
    }
    throw new AssertionError("position beyond the tier");
  }
}
