package io.takhin.daemon.core.metadata;

import io.takhin.common.model.TopicId;
import io.takhin.common.model.TopicNames;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.ControlReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * All metadata at one index. Immutable, so that any thread reads it without a lock; {@link #with} makes the next one,
 * sharing what did not change.
 */
public final class MetadataImage {

    /** Before the first command. */
    public static final MetadataImage EMPTY = new MetadataImage(
            "", 0, 0, ClusterControl.NONE, HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    private final String clusterId;
    private final int dataGroups;
    private final long nextProducerId;
    private final ClusterControl control;
    private final PMap<TopicId, TopicState> topics;
    private final PMap<String, TopicId> ids;
    private final PMap<String, String> collisionKeys;

    private MetadataImage(
            String clusterId,
            int dataGroups,
            long nextProducerId,
            ClusterControl control,
            PMap<TopicId, TopicState> topics,
            PMap<String, TopicId> ids,
            PMap<String, String> collisionKeys) {
        this.clusterId = clusterId;
        this.dataGroups = dataGroups;
        this.nextProducerId = nextProducerId;
        this.control = control;
        this.topics = topics;
        this.ids = ids;
        this.collisionKeys = collisionKeys;
    }

    /** The cluster's id, empty before it is formatted. */
    public String clusterId() {
        return clusterId;
    }

    /** How many data groups the cluster has, 0 before it is formatted. */
    public int dataGroups() {
        return dataGroups;
    }

    /** The first producer id that was never given out. */
    public long nextProducerId() {
        return nextProducerId;
    }

    /** What is asked of the cluster itself. */
    public ClusterControl control() {
        return control;
    }

    /** The topic of that name. */
    public Optional<TopicState> topic(String name) {
        return Optional.ofNullable(ids.get(name)).map(topics::get);
    }

    /** The topic of that id. */
    public Optional<TopicState> topic(TopicId id) {
        return Optional.ofNullable(topics.get(id));
    }

    /** The topic whose name collides with this one, be it the same or another with '.' for '_'. */
    public Optional<String> colliding(String name) {
        return Optional.ofNullable(collisionKeys.get(TopicNames.collisionKey(name)));
    }

    /** All topics, in no order. */
    public Collection<TopicState> topics() {
        return topics.values();
    }

    /** All topics by name. */
    public List<TopicState> topicsByName() {
        return topics.values().stream()
                .sorted(Comparator.comparing(TopicState::name))
                .toList();
    }

    /** The image after one more event. */
    public MetadataImage with(MetadataEvent event) {
        return switch (event) {
            case ClusterFormatted(var id, var groups) ->
                new MetadataImage(id, groups, nextProducerId, control, topics, ids, collisionKeys);
            case TopicCreated(var topic) ->
                new MetadataImage(
                        clusterId,
                        dataGroups,
                        nextProducerId,
                        control,
                        topics.plus(topic.id(), topic),
                        ids.plus(topic.name(), topic.id()),
                        collisionKeys.plus(TopicNames.collisionKey(topic.name()), topic.name()));
            case TopicDeleted(var id) -> without(known(id));
            case PartitionsAdded added -> replacing(known(added.id()).with(added));
            case ConfigsReplaced(var id, var configs) -> replacing(known(id).withConfigs(configs));
            case ProducerIdsAllocated(var first, var count) ->
                new MetadataImage(clusterId, dataGroups, first + count, control, topics, ids, collisionKeys);
            case ControlReplaced(var newControl) ->
                new MetadataImage(clusterId, dataGroups, nextProducerId, newControl, topics, ids, collisionKeys);
        };
    }

    /** The image after several events. */
    public MetadataImage with(List<MetadataEvent> events) {
        var image = this;
        for (var event : events) {
            image = image.with(event);
        }
        return image;
    }

    /** The events that lead from {@link #EMPTY} to this image: what a checkpoint holds. */
    public List<MetadataEvent> asEvents() {
        var events = new ArrayList<MetadataEvent>(topics.size() + 3);
        if (dataGroups > 0) {
            events.add(new ClusterFormatted(clusterId, dataGroups));
        }
        if (nextProducerId > 0) {
            events.add(new ProducerIdsAllocated(nextProducerId, 0));
        }
        if (!control.equals(ClusterControl.NONE)) {
            events.add(new ControlReplaced(control));
        }
        topicsByName().forEach(topic -> events.add(new TopicCreated(topic)));
        return events;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetadataImage that
                && clusterId.equals(that.clusterId)
                && dataGroups == that.dataGroups
                && nextProducerId == that.nextProducerId
                && control.equals(that.control)
                && topics.equals(that.topics);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clusterId, dataGroups, nextProducerId, control, topics);
    }

    private TopicState known(TopicId id) {
        return topic(id).orElseThrow(() -> new IllegalStateException("event for unknown topic " + id));
    }

    private MetadataImage replacing(TopicState topic) {
        return new MetadataImage(
                clusterId, dataGroups, nextProducerId, control, topics.plus(topic.id(), topic), ids, collisionKeys);
    }

    private MetadataImage without(TopicState topic) {
        return new MetadataImage(
                clusterId,
                dataGroups,
                nextProducerId,
                control,
                topics.minus(topic.id()),
                ids.minus(topic.name()),
                collisionKeys.minus(TopicNames.collisionKey(topic.name())));
    }
}
