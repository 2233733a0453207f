package tino.prediction.metric;

import java.util.List;
import tino.lifecycle.statistic.Interval;

/**
 * How alike the groups of an attribute are treated by decisions at a threshold.
 *
 * @param groups in the order of their names
 * @param demographicParity the largest gap between groups' shares of called cases (Dwork et al., ITCS 2012)
 * @param equalOpportunity the largest gap between groups' recalls: of those that were yes, how many were called (Hardt, Price
 *     and Srebro, NIPS 2016); of groups in which somebody was
 */
public record GroupRates(String attribute, List<Group> groups, Interval demographicParity, Interval equalOpportunity) {

    /** One group's decisions. */
    public record Group(String name, Confusion confusion) {}
}
