package io.takhin.daemon.adapter.ratis.apply;

/**
 * What a node answers one of its cluster's first voters that asks whether it may take part.
 *
 * @param admitted whether nobody else had its id before
 * @param reason why not, empty otherwise
 */
public record PeerAdmission(boolean admitted, String reason) {}
