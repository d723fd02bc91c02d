package dev.roadrig.wires.agent;

/**
 * What a board's agent says of itself.
 *
 * @param version of the agent
 * @param bootId changes whenever the board's clock starts anew
 * @param modelName of the model that it was given
 * @param modelSha256 of that model's file
 * @param engine such as {@code onnxruntime 1.29.0}
 * @param maxFrameBytes the largest encoded picture that it takes
 * @param maxBoxes the most boxes in a picture that it takes
 * @param stageSource {@code measured} or {@code profile}: where its stage times come from
 * @param framePort where it takes the frame wire; 0 where it does not
 * @param restPort where it takes the Open Inference Protocol over REST; 0 where it does not
 */
public record AgentIdentity(
        String version,
        String bootId,
        String modelName,
        String modelSha256,
        String engine,
        long maxFrameBytes,
        int maxBoxes,
        String stageSource,
        int framePort,
        int restPort) {}
