package dev.roadrig.agent;

import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.agent.inference.InferenceFault;
import dev.roadrig.agent.placement.CloudTry;

/** A frame to be inferred on the edge. */
record FrameJob(FrameRequest frame, CloudTry tried, FrameModel model, FrameStamps stamps, FrameReplies replies)
        implements EdgeWorker.Job {

    @Override
    public void run() throws BadFrame, InferenceFault, InterruptedException {
        int boxes = frame.boxes().size();
        stamps.<BadFrame>stage(
                Stage.PREPROCESS, boxes, () -> model.preprocess(frame.picture().toByteArray(), frame.boxes()));
        stamps.<InferenceFault>stage(Stage.INFERENCE, boxes, model::infer);
        var decoded = new FrameModel.Answer[1];
        stamps.<RuntimeException>stage(Stage.POSTPROCESS, boxes, () -> decoded[0] = model.postprocess());
        stamps.release();
        stamps.decoded(frame.frame(), model.card(), decoded[0]);
        answer().answer(replies.edge(frame, decoded[0], stamps, tried));
    }

    @Override
    public Responder answer() {
        return frame.answer();
    }
}
