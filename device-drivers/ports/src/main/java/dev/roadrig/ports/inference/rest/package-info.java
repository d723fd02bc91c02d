/** The REST form of the Open Inference Protocol with its binary tensors, as the messages of the gRPC form; for both ends. */
@NullMarked
package dev.roadrig.ports.inference.rest;

import org.jspecify.annotations.NullMarked;
