/**
 * What a suite made beforehand, kept at this node: encrypted, bound to the roster it was made with, used once. Begin with
 * {@link org.jointly.runtime.material.MaterialFolder}.
 */
package org.jointly.runtime.material;
